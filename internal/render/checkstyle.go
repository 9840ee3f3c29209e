package render

import (
	"encoding/xml"
	"path/filepath"
)

// The shape of a report of Checkstyle, which many tools read.
type (
	checkstyleReport struct {
		XMLName xml.Name          `xml:"checkstyle"`
		Version string            `xml:"version,attr"`
		Files   []*checkstyleFile `xml:"file"`
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// writeCheckstyle writes Checkstyle's XML.
func writeCheckstyle(r *Report) ([]byte, error) {
	out := checkstyleReport{Version: "5.0"}
	files := make(map[string]*checkstyleFile)
	for _, f := range r.Findings {
		file := files[f.Pos.File]
		if file == nil {
			file = &checkstyleFile{Name: filepath.ToSlash(f.Pos.File)}
			files[f.Pos.File] = file
			out.Files = append(out.Files, file)
		}
		file.Errors = append(file.Errors, checkstyleError{
			Line:     f.Pos.Line,
			Column:   f.Pos.Column,
			Severity: named(f.Severity, "info"),
			Message:  spelled(f),
			Source:   "conclint." + f.Rule,
		})
	}
	return xmlDocument(out)
}

// xmlDocument returns a value as an indented XML document.
func xmlDocument(v any) ([]byte, error) {
	text, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(text, '\n')...), nil
}
