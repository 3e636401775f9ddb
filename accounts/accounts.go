// Package accounts knows who: the councils, the people, and who did what.
//
// Its main types are User and Authority. One thing must stay true: an authority is
// never deleted; it gets an end date and, by the dated succession, those that take
// over from it.
package accounts

// User is the person an action is noted under.
type User struct {
	Name string
}

// Local is the user of a server that listens only on its own machine and has no
// accounts yet: whoever sits at it.
var Local = User{Name: "Someone at this computer"}
