package chart

import (
	"regexp"
	"testing"

	"github.com/conclint/conclint/internal/sketch"
)

func spawnSample() *sketch.Sketch {
	fn := func(name string) sketch.Func { return sketch.Func{Package: "m/x", Name: name} }
	at := func(line int) sketch.Pos { return sketch.Pos{File: "x.go", Line: line} }
	s := &sketch.Sketch{
		Spawns: []sketch.Spawn{
			{By: fn("Run"), Runs: fn("Run$1"), At: at(1), Start: at(1), Many: true, Ends: []sketch.End{
				{How: sketch.Group, What: "g", Type: "errgroup.Group", By: fn("Run"), At: at(2)},
				{How: sketch.Context, What: "ctx"},
			}},
			{By: fn("Run$1"), What: "s.handler", At: at(3)},
			{By: fn("again"), Runs: fn("again"), At: at(4), Start: at(4), Ends: []sketch.End{{How: sketch.Channel, What: "done", By: fn("again"), At: at(5)}}},
			{By: sketch.Func{Package: "m/z", Name: "Go"}, Runs: sketch.Func{Package: "net/http", Name: "ListenAndServe"}, At: at(6), Ends: []sketch.End{{How: sketch.Signal, What: "stop", By: fn("Stop"), At: at(7)}}},
		},
		Calls: []sketch.Call{
			{From: fn("main"), To: fn("Run"), At: at(8)},
			{From: fn("main"), To: fn("Run"), At: at(9)},
			{From: fn("unknown"), To: fn("Run"), At: at(10)},
			{From: fn("Run"), To: fn("gone"), At: at(11)},
		},
	}
	s.Normalise()
	return s
}

func TestTree(t *testing.T) {
	want := `m/x
    main
        calls Run  x.go:8
            go Run$1, again and again  x.go:1
                - Run (x.go:2) waits for g, a errgroup.Group
                - it watches ctx
                go s.handler  x.go:3
                    - nothing is known to wait for it or to end it
    again
        go again  x.go:4
            - again (x.go:5) receives from done, which it closes or sends on when it is done
            what again starts is above

m/z
    Go
        go http.ListenAndServe  x.go:6
            - Stop (x.go:7) closes or sends on stop, from which it receives
`
	if got := string(GoroutinesOf(spawnSample()).Text()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestGoroutineGraph(t *testing.T) {
	g := GoroutinesOf(spawnSample())
	g.Keep(regexp.MustCompile("x$"))
	got := g.Graph()
	labels := make(map[string]string)
	for _, n := range got.Nodes {
		labels[n.ID] = n.Label
	}
	if len(labels) != 5 || labels["m/x.Run$1 go s.handler"] != "s.handler" || labels["m/x.main"] != "x.main" {
		t.Errorf("nodes %v", labels)
	}
	edges := make(map[string]string)
	for _, e := range got.Edges {
		edges[e.From+">"+e.To] = e.Label
		if e.Dashed != (e.From == "m/x.main") {
			t.Errorf("edge %v", e)
		}
	}
	if len(edges) != 4 || edges["m/x.Run>m/x.Run$1"] != "n× errgroup.Group" || edges["m/x.Run$1>m/x.Run$1 go s.handler"] != "?" || edges["m/x.again>m/x.again"] != "channel" {
		t.Errorf("edges %v", edges)
	}
}
