package htmltest

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// finding is what the tests need to know of the JSON of a finding.
type finding struct {
	Rule    string
	Package string
	Trace   []struct{ Goroutine int }
}

// findings returns what there is to find in the patterns.
func findings(t *testing.T) []finding {
	t.Helper()
	out, err := command("-format", "json", "./...").Output()
	if !found(err) {
		t.Fatal(err)
	}
	var list []finding
	for line := range bytes.Lines(out) {
		var f finding
		if err := json.Unmarshal(line, &f); err != nil {
			t.Fatal(err)
		}
		list = append(list, f)
	}
	if len(list) < 80 {
		t.Fatalf("only %d findings", len(list))
	}
	return list
}

// TestAll: every finding is on the page, those with several goroutines with a
// picture.
func TestAll(t *testing.T) {
	list := findings(t)
	b := open(t, report)
	several := 0
	packages := make(map[string]bool)
	for _, f := range list {
		packages[f.Package] = true
		goroutines := make(map[int]bool)
		for _, s := range f.Trace {
			goroutines[s.Goroutine] = true
		}
		if len(goroutines) > 1 {
			several++
		}
	}
	want(b, `document.querySelectorAll(".finding").length`, len(list))
	want(b, `document.querySelectorAll(".package").length`, len(packages))
	want(b, `[...document.querySelectorAll(".finding")].filter(f => f.querySelectorAll("svg .head").length > 1).length`, several)
	want(b, `[...document.querySelectorAll(".finding")].every(f => f.querySelector("pre mark"))`, true)
	// A link leads to where it says.
	want(b, `[...document.querySelectorAll("a[href^='#']")].map(a => a.getAttribute("href").slice(1)).filter(id => !document.getElementById(id)).join()`, "")
	want(b, `document.querySelectorAll("svg a").length > 100`, true)
	want(b, `new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size === document.querySelectorAll("[id]").length`, true)
	// Nothing is fetched from anywhere.
	want(b, `performance.getEntriesByType("resource").length`, 0)
}

// TestWaiting: the pictures understand the words of the passes. In each deadlock
// over locks all wait for each other, and what is sent is received.
func TestWaiting(t *testing.T) {
	b := open(t, report)
	const arrows = `(rule, kind) => [...document.querySelectorAll(".finding[data-rule='" + rule + "']")].map(f => f.querySelectorAll("svg.lanes .arrow." + kind).length)`
	for rule, least := range map[string]int{
		"lockorder-cycle":   2,
		"lockorder-wait":    2,
		"lockorder-double":  1,
		"lockorder-rlock":   1,
		"lockorder-upgrade": 1,
	} {
		counts := eval[[]int](b, `(`+arrows+`)("`+rule+`", "need")`)
		if len(counts) == 0 {
			t.Errorf("there is no %s", rule)
		}
		for _, n := range counts {
			if n < least {
				t.Errorf("%s: %v arrows, want %d at least", rule, counts, least)
				break
			}
		}
	}
	for kind, least := range map[string]int{"pass": 25, "begin": 35} {
		if n := eval[int](b, `document.querySelectorAll("svg.lanes .arrow.`+kind+`").length`); n < least {
			t.Errorf("%d arrows of kind %s, want %d at least", n, kind, least)
		}
	}
	want(b, `document.querySelectorAll("svg.lanes .hold").length > 15`, true)
	want(b, `document.querySelectorAll("svg.graph .cycle").length > 4`, true)
}

// TestFilter chooses and searches as a reader does.
func TestFilter(t *testing.T) {
	list := findings(t)
	b := open(t, report)
	const visible = `document.querySelectorAll(".finding:not([hidden])").length`
	want(b, `document.getElementById("filter").hidden`, false)
	cycles := 0
	for _, f := range list {
		if f.Rule == "lockorder-cycle" {
			cycles++
		}
	}
	choose := func(name, value string) chromedp.Action {
		return chromedp.SetValue(`select[name="`+name+`"]`, value, chromedp.ByQuery)
	}
	changed := chromedp.Evaluate(`document.querySelectorAll("select").forEach(s => s.dispatchEvent(new Event("change")))`, nil)
	b.run(choose("rule", "lockorder-cycle"), changed)
	want(b, visible, cycles)
	want(b, `document.querySelectorAll(".rule:not([hidden])").length === document.querySelectorAll(".package:not([hidden])").length`, true)
	b.run(choose("package", "patterns/waitgraph"), changed)
	want(b, visible, 1)
	b.run(choose("severity", "error"), choose("analyzer", "lockorder"), choose("file", "waitgraph/wrong.go"), changed)
	want(b, visible, 1)
	want(b, `document.querySelector(".package:not([hidden]) .count").textContent`, "1")

	b.click(`button[type="reset"]`)
	b.eventually(visible + ` === ` + `document.querySelectorAll(".finding").length`)

	// What is searched for may be in the code or a step, and the keyboard is
	// enough.
	b.run(chromedp.KeyEvent("/"), chromedp.KeyEvent("WAITGRAPH t.a.Lock"))
	b.eventually(`document.getElementById("shown").textContent.startsWith("1 of ")`)
	b.run(chromedp.KeyEvent("nowhere"))
	b.eventually(`!document.getElementById("none").hidden`)
	b.run(chromedp.KeyEvent(kb.Escape))
	want(b, visible, len(list))
	want(b, `document.getElementById("none").hidden`, true)
}

// TestUnfold clicks on a finding, on a step in its picture, and on the name
// of the rule.
func TestUnfold(t *testing.T) {
	b := open(t, report)
	const first = `document.querySelector(".finding:has(svg a)")`
	want(b, first+`.open`, false)
	b.click(`.finding:has(svg a) > summary`)
	b.eventually(first + `.open`)
	b.click(`.finding:has(svg a) svg a .card`)
	b.eventually(`document.querySelector("pre b:target") !== null`)
	b.eventually(`(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector("pre b:target").getBoundingClientRect())`)
	b.click(`.rule h3 a`)
	b.eventually(`document.querySelector("article:target pre") !== null`)

	b.click(`#unfold`)
	want(b, `document.querySelectorAll(".finding:not([open])").length`, 0)
	b.click(`#fold`)
	want(b, `document.querySelectorAll(".finding[open]").length`, 0)

	// The address of a finding unfolds it.
	b.run(chromedp.Evaluate(`location.hash = "#f7"`, nil))
	b.eventually(`document.getElementById("f7").open`)
}

// TestPictures measures what is drawn: texts are inside their boxes, and no box
// lies on another one.
func TestPictures(t *testing.T) {
	b := open(t, report)
	b.click(`#unfold`)
	wrong := eval[[]string](b, `(() => {
		const wrong = [];
		for (const svg of document.querySelectorAll("svg.lanes")) {
			const id = svg.closest(".finding").id;
			const boxes = [...svg.querySelectorAll(".card, .head")].map(e => e.getBBox());
			for (const [i, a] of boxes.entries()) {
				for (const c of boxes.slice(i + 1)) {
					if (a.x < c.x + c.width && c.x < a.x + a.width && a.y < c.y + c.height && c.y < a.y + a.height) wrong.push(id + ": boxes overlap");
				}
			}
			for (const rect of svg.querySelectorAll(".card, .head")) {
				const box = rect.getBBox(), text = rect.nextElementSibling.getBBox();
				if (text.x < box.x || text.y < box.y || text.x + text.width > box.x + box.width || text.y + text.height > box.y + box.height + 1)
					wrong.push(id + ": " + rect.nextElementSibling.textContent + " sticks out of its box");
			}
			const all = svg.getBBox();
			if (all.x < 0 || all.y < 0 || all.x + all.width > svg.width.baseVal.value || all.y + all.height > svg.height.baseVal.value)
				wrong.push(id + ": does not fit into the picture");
		}
		return wrong;
	})()`)
	for _, w := range wrong {
		t.Error(w)
	}
}

// TestContrast: text can be read in the dark, too.
func TestContrast(t *testing.T) {
	for _, scheme := range []string{"light", "dark"} {
		b := open(t, report, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
		want(b, `matchMedia("(prefers-color-scheme: dark)").matches`, scheme == "dark")
		low := eval[[]string](b, `(() => {
			const rgb = c => c.match(/[\d.]+/g).map(Number);
			const luminance = c => {
				const [r, g, b] = rgb(c).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
				return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
			const low = [];
			const check = (selector, property, under) => {
				const e = document.querySelector(selector);
				if (!e) return;
				const background = getComputedStyle(under || document.body)[under ? "fill" : "backgroundColor"];
				const ratio = contrast(luminance(getComputedStyle(e)[property]), luminance(background));
				if (ratio < 4.5) low.push(selector + ": " + ratio.toFixed(1));
			};
			for (const s of ["h1", ".pos", ".message", "pre b.g1", "pre b.g2", "pre b.g3", "span.error", "a"]) check(s, "color");
			const card = document.querySelector(".card.bad");
			for (const s of [".lanes text", ".lanes .where", ".lanes .g1", ".lanes .g2", ".lanes .g3"]) check(s, "fill", card);
			return low;
		})()`)
		for _, l := range low {
			t.Errorf("%s: too little contrast of %s", scheme, l)
		}
	}
}

// TestWithoutScript: all can be read, and there is no filter that does nothing.
func TestWithoutScript(t *testing.T) {
	b := open(t, report, emulation.SetScriptExecutionDisabled(true))
	want(b, `document.getElementById("filter").hidden`, true)
	want(b, `document.querySelectorAll(".finding:not([hidden])").length`, len(findings(t)))
	b.click(`.finding > summary`)
	b.eventually(`document.querySelector(".finding").open`)
}

// TestPrint: the paper has what is folded on the screen.
func TestPrint(t *testing.T) {
	b := open(t, report, emulation.SetEmulatedMedia().WithMedia("print"))
	want(b, `getComputedStyle(document.getElementById("filter")).display`, "none")
	b.run(chromedp.Evaluate(`window.dispatchEvent(new Event("beforeprint"))`, nil))
	want(b, `document.querySelectorAll(".finding:not([open])").length`, 0)
}
