//go:build unix

package usage

import (
	"os"
	"runtime"
	"syscall"
)

func maxRSS(state *os.ProcessState) int64 {
	ru, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	n := int64(ru.Maxrss)
	if runtime.GOOS != "darwin" && runtime.GOOS != "ios" {
		n *= 1024 // Darwin counts bytes, the others kibibytes
	}
	return n
}
