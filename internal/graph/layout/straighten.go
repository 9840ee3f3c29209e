package layout

// rounds is how often the columns are moved towards their neighbours.
const rounds = 12

// straighten gives each vertex the height at which its edges are as straight as
// the order of the columns allows.
func (t *part) straighten() {
	for _, column := range t.columns {
		y := 0.0
		for _, v := range column {
			t.vertices[v].y = y + t.vertices[v].h/2
			y += t.vertices[v].h + RowGap
		}
	}
	for round := range rounds {
		for i := range t.columns {
			if round%2 == 1 {
				i = len(t.columns) - 1 - i
			}
			t.align(t.columns[i], func(v int) []int {
				switch {
				case round >= rounds-2:
					return append(t.vertices[v].prev[:len(t.vertices[v].prev):len(t.vertices[v].prev)], t.vertices[v].next...)
				case round%2 == 1:
					return t.vertices[v].next
				}
				return t.vertices[v].prev
			})
		}
	}
}

// align moves the vertices of a column to where the sum of the squares of their
// distances from the means of their neighbours is smallest, without changing
// their order: an isotonic regression, by pooling adjacent violators.
func (t *part) align(column []int, beside func(v int) []int) {
	type block struct {
		sum  float64
		size int
	}
	offset := make([]float64, len(column)) // of a vertex from the first one, when all stand close
	var blocks []block
	for i, v := range column {
		if i > 0 {
			offset[i] = offset[i-1] + t.vertices[column[i-1]].h/2 + RowGap + t.vertices[v].h/2
		}
		want := mean(beside(v), t.vertices[v].y, func(u int) float64 { return t.vertices[u].y })
		b := block{want - offset[i], 1}
		for len(blocks) > 0 {
			last := blocks[len(blocks)-1]
			if last.sum*float64(b.size) < b.sum*float64(last.size) {
				break
			}
			b = block{last.sum + b.sum, last.size + b.size}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	i := 0
	for _, b := range blocks {
		for range b.size {
			t.vertices[column[i]].y = b.sum/float64(b.size) + offset[i]
			i++
		}
	}
}
