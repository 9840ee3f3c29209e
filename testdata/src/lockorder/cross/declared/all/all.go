// Package all learns of an order and of code that does not keep to it.
package all

import (
	"lockorder/cross/declared/cookie"
	_ "lockorder/cross/declared/device"
	"lockorder/cross/declared/table"
)

// lockorder: table.Table.Mu < cookie.Jar // want `cookie.Jar is held, against the declared order table.Table.Mu < cookie.Jar`

// lockorder: table.Table.No < cookie.Jar // want `this declares no order of locks, table.Table has no field No in package table`

var bake = cookie.Bake

var _ table.Table
