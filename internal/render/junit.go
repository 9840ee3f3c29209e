package render

import (
	"encoding/xml"
	"path/filepath"
	"slices"

	"github.com/conclint/conclint/internal/driver"
)

// The shape of a report of JUnit, as far as those who read it agree.
type (
	junitReport struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Suites   []*junitSuite
	}
	junitSuite struct {
		XMLName  xml.Name `xml:"testsuite"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Cases    []junitCase
	}
	junitCase struct {
		XMLName xml.Name      `xml:"testcase"`
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitProblem `xml:"failure"`
		Error   *junitProblem `xml:"error"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes JUnit's XML: a suite for each package in which something
// was found, a failed test for each finding. A package that could not be
// analysed is a test that ended with an error, and a report without either has
// one test that passed, for some take a report without tests for a mistake.
func writeJUnit(r *Report) ([]byte, error) {
	var out junitReport
	for _, f := range r.Findings {
		out.add(f.Package, junitCase{
			Name:    f.Rule + " " + filepath.ToSlash(orUnknown(f.Pos)),
			Failure: &junitProblem{Message: f.Message, Type: f.Rule, Text: junitText(f)},
		})
	}
	for _, failure := range r.Failures {
		out.add("conclint", junitCase{Name: "analysis", Error: &junitProblem{Message: failure}})
	}
	if out.Tests == 0 {
		out.add("conclint", junitCase{Name: "nothing found"})
	}
	return xmlDocument(out)
}

func junitText(f driver.Finding) string {
	text := filepath.ToSlash(orUnknown(f.Pos)) + ": " + spelled(f)
	if f.URL != "" {
		text += "\n" + f.URL
	}
	return text
}

// add adds a test to the named suite.
func (r *junitReport) add(suite string, c junitCase) {
	c.Class = suite
	i := slices.IndexFunc(r.Suites, func(s *junitSuite) bool { return s.Name == suite })
	if i < 0 {
		i = len(r.Suites)
		r.Suites = append(r.Suites, &junitSuite{Name: suite})
	}
	s := r.Suites[i]
	s.Cases = append(s.Cases, c)
	s.Tests++
	r.Tests++
	if c.Failure != nil {
		s.Failures++
		r.Failures++
	}
	if c.Error != nil {
		s.Errors++
		r.Errors++
	}
}
