package render

import "testing"

func TestJSON(t *testing.T) {
	got := render(t, "json", &Report{Findings: rendered[:2]})
	want := `{"rule":"lockorder-double","analyzer":"lockorder","severity":"error","message":"s.mu <- is locked again","package":"m",` +
		`"file":"a.go","line":3,"column":5,"end":{"file":"a.go","line":3,"column":9},"url":"https://x/y",` +
		`"trace":[{"goroutine":1,"text":"locks s.mu","position":{"file":"a.go","line":2,"column":1}},{"text":"somewhere"}],` +
		`"fixes":[{"message":"remove","edits":[{"file":"a.go","start":4,"end":6,"new":"x"}]}]}` + "\n" +
		`{"rule":"atomic","analyzer":"atomic","severity":"warning","message":"two\nlines","package":"","file":"g.y","line":9,"column":0}` + "\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
