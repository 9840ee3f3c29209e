// Package suppress checks the comments by which people silence conclint.
//
// # Analyzer suppress
//
// suppress: check the comments that suppress findings
//
// A finding is suppressed by a comment on its line, or on the line before it,
// that names the rule, its analyzer, or conclint, and says why:
//
//	s.mu.Lock() //nolint:lockorder-cycle // Stop runs alone
//
//	//lint:ignore lockorder-cycle Stop runs alone
//	s.mu.Lock()
//
// The first form is golangci-lint's. On a line of its own it is about all of the
// statement, declaration or block that begins on the next line; above the
// package clause, about the file. The second form is staticcheck's, about one
// line, and //lint:file-ignore is about the file. Several names are separated by
// commas. Names of other linters are none of conclint's business.
//
// A finding is where its message is printed. It can also be suppressed where
// its trace ends, or where one of its goroutines' does, and where that is in
// another package, too: in the package that locks something that its callers
// have locked already, for example.
//
// The comments themselves are checked: those which also name other linters for
// what they say of conclint, and those for all linters, such as //nolint:all,
// not at all.
//
// # Rule suppress-reason
//
// suppress-reason: finding suppressed without a reason
//
// Who reads the code cannot tell whether a finding was found to be wrong, was put
// off, or was only in the way. Without a reason, //lint:ignore suppresses
// nothing, as with staticcheck; //nolint does.
//
// WRONG:
//
//	var mu sync.Mutex
//
//	func f() {
//		mu.Lock()
//		mu.Lock() //nolint:lockorder-double
//	}
//
// WRONG:
//
//	var mu sync.Mutex
//
//	func f() {
//		mu.Lock()
//		//lint:ignore lockorder-double
//		mu.Lock()
//	}
//
// RIGHT:
//
//	var mu sync.Mutex
//
//	func f() {
//		mu.Lock()
//		mu.Lock() //nolint:lockorder-double // a deadlock on purpose, to test the watchdog
//	}
//
// # Rule suppress-unused
//
// suppress-unused: suppression of what is not found any more
//
// What it was there for has been repaired, or has moved. It would hide the next
// finding in its place.
//
// The rule is silent where it cannot be sure: about rules that are switched off,
// about packages that were not analysed in full, and, unless all of a package's
// variants agree, about what is found only with, or only without, the tests.
// A suppression that is needed on some systems only can be kept with
// //nolint:NAME,suppress-unused.
//
// WRONG:
//
//	var mu sync.Mutex
//
//	func f() {
//		//nolint:lockorder-double // a deadlock on purpose, to test the watchdog
//		mu.Lock()
//		defer mu.Unlock()
//	}
//
// RIGHT:
//
//	var mu sync.Mutex
//
//	func f() {
//		mu.Lock()
//		defer mu.Unlock()
//	}
package suppress
