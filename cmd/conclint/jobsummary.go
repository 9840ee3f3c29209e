package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/conclint/conclint/internal/render"
)

// appendJobSummary appends what the format has for it to the file in which
// GitHub collects what a step says on the page of its job.
func (fe frontEnd) appendJobSummary(format render.Format, report *render.Report) error {
	name := fe.getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	room := render.JobSummaryRoom
	if info, err := os.Stat(name); err == nil {
		room -= int(min(info.Size(), render.JobSummaryRoom))
	}
	text := format.JobSummary(report, room)
	if len(text) == 0 {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err == nil {
		_, err = f.Write(text)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = fmt.Errorf("cannot append to the job summary %s: %w", name, e.Err)
	}
	return err
}

// sourceURL returns where the files that a GitHub workflow analyses can be
// looked at, or "" elsewhere.
func (fe frontEnd) sourceURL() string {
	server, repository, commit := fe.getenv("GITHUB_SERVER_URL"), fe.getenv("GITHUB_REPOSITORY"), fe.getenv("GITHUB_SHA")
	if server == "" || repository == "" || commit == "" {
		return ""
	}
	return server + "/" + repository + "/blob/" + commit
}
