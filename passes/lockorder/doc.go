// Package lockorder defines an Analyzer that finds locks taken twice and locks
// taken in opposite orders.
//
// # Analyzer lockorder
//
// lockorder: find locks taken twice and locks taken in opposite orders
package lockorder
