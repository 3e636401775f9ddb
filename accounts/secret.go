package accounts

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base64"
)

// newSecret is 256 random bits, as they may stand in a cookie or an address.
func newSecret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}

// digest is a SHA-256. It is one value to GORM, which takes other bytes in brackets for
// a list.
type digest [sha256.Size]byte

// Value is the bytes as the database takes them.
func (d digest) Value() (driver.Value, error) { return d[:], nil }

// secretHash is what is kept of a secret. It has too many random bits to be guessed, so
// a plain hash does.
func secretHash(secret string) digest { return sha256.Sum256([]byte(secret)) }
