package handler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

type store interface {
	Save(ctx context.Context, key string, data []byte) error
}

type api struct {
	store store
	log   func(string, ...any)
}

// The context of the request is cancelled as soon as the handler has returned.
func (a *api) put(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	go func() {
		if err := a.store.Save(r.Context(), r.URL.Path, data); err != nil { // want `the request's context is used by a goroutine that the handler does not wait for: when the handler has returned, it is cancelled`
			fmt.Println(err)
		}
	}()
	w.WriteHeader(http.StatusAccepted)
}

func save(ctx context.Context, s store, key string) error {
	return s.Save(ctx, key, nil)
}

func (a *api) touch(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	go func() {
		defer cancel()
	}()
	go func() {
		save(ctx, a.store, r.URL.Path) // want `the request's context is used`
	}()
	fmt.Fprintln(w, "ok")
}

// Nobody may write to w any more.
func (a *api) slow(w http.ResponseWriter, r *http.Request) {
	go func() {
		time.Sleep(time.Second)
		fmt.Fprintln(w, "done") // want `the ResponseWriter is used by a goroutine that the handler does not wait for: when the handler has returned, nobody may use it any more`
	}()
}

func reply(w http.ResponseWriter, text string) {
	w.Write([]byte(text)) // want `the ResponseWriter is used`
}

func routes(mux *http.ServeMux) {
	mux.HandleFunc("/reply", func(w http.ResponseWriter, r *http.Request) {
		go reply(w, r.URL.Path)
	})
	mux.HandleFunc("/upload", func(w http.ResponseWriter, r *http.Request) {
		go func() {
			data, err := io.ReadAll(r.Body) // want `the request's body is used by a goroutine that the handler does not wait for: when the handler has returned, it is closed`
			fmt.Println(len(data), err)
		}()
		w.WriteHeader(http.StatusAccepted)
	})
}
