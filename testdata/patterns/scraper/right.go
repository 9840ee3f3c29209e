// Package scraper fetches pages: a few at a time, each with a timeout, all of them gathered.
package scraper

import (
	"context"
	"errors"
	"sync"
	"time"
)

type page struct {
	url  string
	body string
	err  error
}

type scraper struct {
	fetch   func(ctx context.Context, url string) (string, error)
	tokens  chan struct{}
	timeout time.Duration
}

func newScraper(limit int, fetch func(context.Context, string) (string, error)) *scraper {
	return &scraper{fetch: fetch, tokens: make(chan struct{}, limit), timeout: time.Second}
}

// one fetches a page when there is a token for it.
func (s *scraper) one(ctx context.Context, url string) page {
	select {
	case s.tokens <- struct{}{}:
		defer func() { <-s.tokens }()
	case <-ctx.Done():
		return page{url: url, err: ctx.Err()}
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	body, err := s.fetch(ctx, url)
	return page{url, body, err}
}

// all gathers the pages in order.
func (s *scraper) all(ctx context.Context, urls []string) ([]page, error) {
	pages := make([]page, len(urls))
	var wg sync.WaitGroup
	for i, url := range urls {
		wg.Go(func() { pages[i] = s.one(ctx, url) })
	}
	wg.Wait()
	var errs []error
	for _, p := range pages {
		errs = append(errs, p.err)
	}
	return pages, errors.Join(errs...)
}

// stream hands the pages on as they come, at a rate.
func (s *scraper) stream(ctx context.Context, urls []string) <-chan page {
	out := make(chan page)
	go func() {
		defer close(out)
		var wg sync.WaitGroup
		defer wg.Wait()
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		for _, url := range urls {
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
			wg.Go(func() {
				select {
				case out <- s.one(ctx, url):
				case <-ctx.Done():
				}
			})
		}
	}()
	return out
}

// first takes the first page that is there, and ends the rest.
func (s *scraper) first(ctx context.Context, urls []string) (page, bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for p := range s.stream(ctx, urls) {
		if p.err == nil {
			return p, true
		}
	}
	return page{}, false
}
