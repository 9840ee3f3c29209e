package scraper

import (
	"context"
	"sync"
	"time"
)

type fetchFunc func(ctx context.Context, url string) (string, error)

// A page that fails keeps its token.
func keepsToken(ctx context.Context, fetch fetchFunc, urls []string) {
	tokens := make(chan struct{}, 1)
	var wg sync.WaitGroup
	for _, url := range urls {
		tokens <- struct{}{} // want `chanblock-send`
		wg.Go(func() {
			if _, err := fetch(ctx, url); err != nil {
				return
			}
			<-tokens
		})
	}
	wg.Wait()
}

// The results have no reader until all tokens are back.
func gathersLate(ctx context.Context, fetch fetchFunc, urls []string) []page {
	tokens, results := make(chan struct{}, 2), make(chan page)
	for _, url := range urls {
		tokens <- struct{}{}
		go func() {
			body, err := fetch(ctx, url)
			results <- page{url, body, err} // want `chanblock-send`
			<-tokens
		}()
	}
	var pages []page
	for range urls {
		pages = append(pages, <-results)
	}
	return pages
}

// The overall timeout leaves the fetchers behind.
func timesOut(ctx context.Context, fetch fetchFunc, urls []string) []page {
	results := make(chan page)
	for _, url := range urls {
		go func() {
			body, err := fetch(ctx, url)
			results <- page{url, body, err} // want `chanblock-send`
		}()
	}
	var pages []page
	deadline := time.After(time.Second)
	for range urls {
		select {
		case p := <-results:
			pages = append(pages, p)
		case <-deadline:
			return pages
		}
	}
	return pages
}

// Each page's context is kept until all are there.
func (s *scraper) each(ctx context.Context, urls []string) (pages []page) {
	for _, url := range urls {
		ctx, cancel := context.WithTimeout(ctx, s.timeout)
		defer cancel() // want `ctxleak-deferloop`
		body, err := s.fetch(ctx, url)
		pages = append(pages, page{url, body, err})
	}
	return pages
}

// The timeout's cancel is not called where the fetch fails.
func (s *scraper) once(ctx context.Context, url string) (page, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout) // want `ctxleak-cancel`
	body, err := s.fetch(ctx, url)
	if err != nil {
		return page{}, err
	}
	cancel()
	return page{url: url, body: body}, nil
}

// The results are closed while fetchers still send.
func closesEarly(ctx context.Context, fetch fetchFunc, a, b string) (pages []page) {
	results := make(chan page, 2)
	for _, url := range []string{a, b} {
		go func() {
			body, err := fetch(ctx, url)
			results <- page{url, body, err} // want `chanclose-send`
		}()
	}
	pages = append(pages, <-results)
	close(results)
	return pages
}
