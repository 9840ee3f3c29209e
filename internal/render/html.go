package render

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"

	"github.com/conclint/conclint/internal/graph/draw"
)

// The parts of the page. Everything is in the one file, so that it can be
// mailed, archived and opened without a network.
var (
	//go:embed page/page.html
	pageHTML string
	//go:embed page/page.css
	pageCSS string
	//go:embed page/page.js
	pageJS string
)

// writeHTML writes a page for people. It can be read without JavaScript,
// which only filters.
func writeHTML(r *Report) ([]byte, error) {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, r.page())
	return out.Bytes(), err
}

// asIs is the page's own style and script. Nothing else runs there, whatever
// is in the source that the page shows: its policy names these by their hashes.
type asIs struct {
	CSS    template.CSS
	JS     template.JS
	Policy string
}

func ours() asIs {
	css := pageCSS + draw.Style
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return asIs{
		CSS:    template.CSS(css),
		JS:     template.JS(pageJS),
		Policy: "default-src 'none'; style-src " + hash(css) + "; script-src " + hash(pageJS),
	}
}
