package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// folder is a data folder: where things are in it, and whom they belong to.
//
//	database/     what PostgreSQL keeps
//	database.log  what PostgreSQL and the keeper said
//	password      of the database's one user, made up when the database was
//	socket/       where PostgreSQL listens, unless that path would be too long
//	address       written by the keeper while the database answers: the socket's folder
//	keeper.lock, clients.lock, start.lock
type folder struct {
	dir   string
	drop  bool    // we are root, and PostgreSQL refuses to run as root
	files account // whom our own files belong to
	runs  account // whom PostgreSQL runs as
}

// account is a user of the machine.
type account struct {
	uid, gid int
	name     string
}

func (f folder) in(name string) string { return filepath.Join(f.dir, name) }

// openFolder finds out whom the folder belongs to, and makes it if need be.
func openFolder(dir string) (folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return folder{}, fmt.Errorf("data folder: %w", err)
	}
	f := folder{dir: dir}
	if err := f.decideAccounts(); err != nil {
		return folder{}, err
	}
	if err := f.make(); err != nil {
		return folder{}, fmt.Errorf("the data folder %s cannot be made: %w. Choose another with HOMEGROUND_DATA", dir, err)
	}
	if err := f.checkPassable(); err != nil {
		return folder{}, err
	}
	return f, nil
}

// decideAccounts says whom PostgreSQL runs as. An ordinary user: himself. Root: the
// user whose folder it is; in a folder of root's own postgres, or else nobody.
func (f *folder) decideAccounts() error {
	uid := os.Geteuid()
	if uid != 0 {
		me, err := user.LookupId(strconv.Itoa(uid))
		if err != nil {
			return fmt.Errorf("user number %d has no name in /etc/passwd, and PostgreSQL does not run without: start Homeground as a user who has one", uid)
		}
		f.files = account{uid, os.Getegid(), me.Username}
		f.runs = f.files
		return nil
	}
	f.drop = true
	owner, err := ownerAbove(f.dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	f.files = owner
	if owner.uid != 0 {
		if known, err := user.LookupId(strconv.Itoa(owner.uid)); err == nil {
			f.runs = account{owner.uid, owner.gid, known.Username}
			return nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if known, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(known.Uid)
			gid, _ := strconv.Atoi(known.Gid)
			f.runs = account{uid, gid, name}
			return nil
		}
	}
	return errors.New("PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody to run it as")
}

// ownerAbove is the owner of the path, or of the nearest folder above it that exists.
func ownerAbove(path string) (account, error) {
	for {
		info, err := os.Stat(path)
		if err == nil {
			st := info.Sys().(*syscall.Stat_t)
			return account{uid: int(st.Uid), gid: int(st.Gid)}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) || path == filepath.Dir(path) {
			return account{}, err
		}
		path = filepath.Dir(path)
	}
}

// make makes the folder and those above it, belonging to whom they should.
func (f folder) make() error {
	var missing []string
	for p := f.dir; ; p = filepath.Dir(p) {
		if _, err := os.Stat(p); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		missing = append(missing, p)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		mode := fs.FileMode(0o755)
		if i == 0 {
			mode = 0o700
		}
		if i == 0 && f.runs.uid != f.files.uid {
			mode = 0o711 // PostgreSQL's user must pass to its own part
		}
		err := os.Mkdir(missing[i], mode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		if err := f.give(missing[i], f.files); err != nil {
			return err
		}
		if err := os.Chmod(missing[i], mode); err != nil { // whatever the umask
			return err
		}
	}
	return nil
}

// give makes the file belong to the account, which only root can and need do.
func (f folder) give(path string, to account) error {
	if !f.drop {
		return nil
	}
	return os.Lchown(path, to.uid, to.gid)
}

// unusable says that the folder cannot be used, and what to do if it is someone else's.
func (f folder) unusable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("the data folder %s belongs to another user (%w). Run this as that user, or choose another folder with HOMEGROUND_DATA", f.dir, err)
	}
	return fmt.Errorf("the data folder %s cannot be used: %w", f.dir, err)
}

// create opens one of our own files for writing, making it if need be.
func (f folder) create(name string, flags int) (*os.File, error) {
	file, err := os.OpenFile(f.in(name), os.O_CREATE|os.O_RDWR|flags, 0o600)
	if err != nil {
		return nil, err
	}
	return file, f.give(f.in(name), f.files)
}

// checkPassable makes sure PostgreSQL's user can get to the folder at all.
func (f folder) checkPassable() error {
	if !f.drop {
		return nil
	}
	real, err := filepath.EvalSymlinks(f.dir)
	if err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	for p := real; ; p = filepath.Dir(p) {
		info, err := os.Stat(p)
		if err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		st := info.Sys().(*syscall.Stat_t)
		bit := fs.FileMode(0o001)
		if int(st.Uid) == f.runs.uid {
			bit = 0o100
		} else if int(st.Gid) == f.runs.gid {
			bit = 0o010
		}
		if info.Mode()&bit == 0 {
			return fmt.Errorf("the data folder %s cannot be used by root: PostgreSQL has to run as the user %s, who may not pass through %s. "+
				"Choose another folder with HOMEGROUND_DATA, such as /var/lib/homeground", f.dir, f.runs.name, p)
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}
