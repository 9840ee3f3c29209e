// Package htmltest opens the HTML report in a browser. It is a module of its
// own, so that what drives the browser is no dependency of conclint's.
package htmltest
