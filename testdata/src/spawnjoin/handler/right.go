package handler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// The work goes on without the request.
func (a *api) later(w http.ResponseWriter, r *http.Request) {
	ctx := context.WithoutCancel(r.Context())
	path := r.URL.Path
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		if err := a.store.Save(ctx, path, nil); err != nil {
			fmt.Println(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

// The handler waits.
func (a *api) both(w http.ResponseWriter, r *http.Request) {
	var wg sync.WaitGroup
	for _, key := range []string{"a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			a.store.Save(r.Context(), key, nil)
		}()
	}
	wg.Wait()
}

func (a *api) first(w http.ResponseWriter, r *http.Request) {
	errc := make(chan error, 1)
	go func() { errc <- a.store.Save(r.Context(), "a", nil) }()
	if err := <-errc; err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// To learn of the end of the request is what the context is for.
func (a *api) watches(w http.ResponseWriter, r *http.Request, cleanup func()) {
	go func() {
		<-r.Context().Done()
		cleanup()
	}()
	fmt.Fprintln(w, "ok")
}

// Values may be looked up for as long as one likes.
func (a *api) logs(w http.ResponseWriter, r *http.Request) {
	go func() {
		logTo(r.Context(), "accepted")
	}()
}

func logTo(ctx context.Context, text string) { fmt.Println(ctx.Value("id"), text) }

// The one who calls it waits.
func (a *api) helper(w http.ResponseWriter, r *http.Request, wg *sync.WaitGroup) {
	go func() {
		defer wg.Done()
		fmt.Fprintln(w, "part")
	}()
}

func (a *api) stream(w http.ResponseWriter, r *http.Request, done func()) {
	go func() {
		defer done()
		io.Copy(w, r.Body)
	}()
}

// The pipe ends when the goroutine has closed it.
func (a *api) pipe(w http.ResponseWriter, r *http.Request) {
	pr, pw := io.Pipe()
	go func() {
		_, err := io.Copy(pw, r.Body)
		pw.CloseWithError(err)
	}()
	io.Copy(w, pr)
}

// A client's request is done when its response is.
type transport struct{ next http.RoundTripper }

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	go func() { req.Write(io.Discard) }()
	return t.next.RoundTrip(req)
}
