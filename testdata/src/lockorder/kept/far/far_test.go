package far

import (
	"testing"

	"lockorder/kept/between"
)

// What a test hands over tells nothing.
func TestIdle(t *testing.T) {
	between.Watch(new(idle))
}
