// Package cmdtest tests the conclint command from outside, with scripts in
// testdata/script. It is a module of its own because the library that runs
// the scripts has no business in the modules of conclint's users.
package cmdtest
