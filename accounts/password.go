package accounts

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"homeground/internal/problem"
)

// How passwords are kept: argon2id as OWASP advises, 19 MiB and two passes in one lane.
const (
	hashMemory = 19 * 1024 // KiB
	hashPasses = 2
	hashLanes  = 1
	hashBytes  = 32
	saltBytes  = 16
)

const (
	passwordShortest = 15   // characters: Unicode code points, composed (NFC)
	passwordLongest  = 1000 // bytes; bounds the work of judging one
)

// hashing lets two passwords at once be hashed in the process: 38 MiB, and one of two
// processors free for everybody else.
var hashing = make(chan struct{}, 2)

// hashed counts the hashes made, so that a test can see that every sign-in makes one.
var hashed atomic.Int64

// absentHash is what the password of a user who is not there is compared with: no
// password has it, and it takes as long.
const absentHash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// CheckPassword refuses a password that is too short, or that others would guess: one
// often used, or made of the names of this place or of the person's own name and e-mail
// (own). There are no rules on what characters it has, and it never runs out.
func CheckPassword(password string, own ...string) error {
	password = composed(password)
	switch {
	case !utf8.ValidString(password):
		return problem.Field("password", "Enter a password of ordinary characters.")
	case utf8.RuneCountInString(password) < passwordShortest:
		return problem.Field("password", fmt.Sprintf("Enter a password of %d characters or more; three or four words that do not belong together will do.", passwordShortest))
	case len(password) > passwordLongest:
		return problem.Field("password", "Enter a password of less than 1,000 letters; this one is longer than Homeground takes.")
	}
	if reason := guessable(password, own); reason != "" {
		return problem.Field("password", "Choose another password, such as three or four words that do not belong together: "+reason)
	}
	return nil
}

// composed is the one way a text is kept whose accents may be typed in two.
func composed(password string) string { return norm.NFC.String(password) }

// hashPassword is the password as it is kept, in the PHC form.
func hashPassword(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: crypto/rand ends the program instead
	sum, err := hash(ctx, password, salt)
	if err != nil {
		return "", err
	}
	plain := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes,
		plain.EncodeToString(salt), plain.EncodeToString(sum)), nil
}

// verifyPassword says whether kept was made from the password. It makes one hash
// whatever kept is.
func verifyPassword(ctx context.Context, password, kept string) (bool, error) {
	if kept == "" {
		kept = absentHash
	}
	salt, want, err := readHash(kept)
	if err != nil {
		return false, err
	}
	got, err := hash(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// readHash takes a kept password apart. There is one set of costs; a hash with others
// is not ours.
func readHash(kept string) (salt, sum []byte, err error) {
	parts := strings.Split(kept, "$")
	costs := fmt.Sprintf("m=%d,t=%d,p=%d", hashMemory, hashPasses, hashLanes)
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) || parts[3] != costs {
		return nil, nil, fmt.Errorf("read a kept password: not argon2id with %s", costs)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err == nil {
		sum, err = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if err != nil || len(salt) != saltBytes || len(sum) != hashBytes {
		return nil, nil, fmt.Errorf("read a kept password: salt of %d bytes and sum of %d", len(salt), len(sum))
	}
	return salt, sum, nil
}

// hash waits for its turn. What is longer than any password taken is cut here, so that
// nobody can make work by sending more; such a one was never stored.
func hash(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to check a password: %w", ctx.Err())
	}
	hashed.Add(1)
	whole := composed(password)
	if len(whole) > passwordLongest {
		whole = whole[:passwordLongest+1]
	}
	return argon2.IDKey([]byte(whole), salt, hashPasses, hashMemory, hashLanes, hashBytes), nil
}
