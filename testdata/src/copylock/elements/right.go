package elements

import "slices"

func right(a, b []*shard, s []shard, buf []byte) []byte {
	a = append(a, b...)
	copy(a, b)
	a = slices.Clone(b)
	s = append(s, shard{}, makeShard())
	s = append(s, make([]shard, 10)...)
	use(s)
	copy(buf, "abc")
	return append(buf, "abc"...)
}

func makeShard() shard { return shard{} }
