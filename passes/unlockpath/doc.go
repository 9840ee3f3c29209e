// Package unlockpath defines an Analyzer that finds paths which leave a lock
// held, or release one that is not.
//
// # Analyzer unlockpath
//
// unlockpath: find paths that leave a lock held or release it twice
package unlockpath
