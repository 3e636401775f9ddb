package store

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// programs is one installed PostgreSQL.
type programs struct {
	bin     string
	major   int
	postgis bool
}

// usualPlaces is where PostgreSQL's programs are; on Debian they are not on the PATH.
var usualPlaces = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql@*/bin",
	"/usr/local/opt/postgresql@*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// findPrograms picks the PostgreSQL to run: the major version that made the data, or
// for new data the newest that has PostGIS.
func findPrograms(bin, madeBy string) (programs, error) {
	if bin != "" {
		p, ok := inspect(bin)
		if !ok {
			return programs{}, fmt.Errorf("there is no PostgreSQL in %s (HOMEGROUND_POSTGRES_BIN): name the folder that holds initdb and postgres", bin)
		}
		return choose([]programs{p}, madeBy)
	}
	var found []programs
	for _, dir := range candidates() {
		if p, ok := inspect(dir); ok {
			found = append(found, p)
		}
	}
	return choose(found, madeBy)
}

// candidates is every folder worth a look.
func candidates() []string {
	var dirs []string
	for _, pattern := range usualPlaces {
		some, _ := filepath.Glob(pattern)
		dirs = append(dirs, some...)
	}
	if onPath, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(onPath); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
	}
	return dirs
}

var versionText = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect asks the programs in a folder what they are.
func inspect(bin string) (programs, bool) {
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return programs{}, false
	}
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	m := versionText.FindSubmatch(out)
	if err != nil || m == nil {
		return programs{}, false
	}
	p := programs{bin: bin}
	p.major, _ = strconv.Atoi(string(m[1]))
	// Its own pg_config: the one on the PATH may belong to another version.
	if share, err := exec.Command(filepath.Join(bin, "pg_config"), "--sharedir").Output(); err == nil {
		_, err := os.Stat(filepath.Join(strings.TrimSpace(string(share)), "extension", "postgis.control"))
		p.postgis = err == nil
	}
	return p, true
}

// choose decides among what is installed, or says what to install.
func choose(found []programs, madeBy string) (programs, error) {
	slices.SortFunc(found, func(a, b programs) int { return cmp.Compare(b.major, a.major) })
	if madeBy != "" {
		return chooseSame(found, madeBy)
	}
	for _, p := range found {
		if p.postgis && p.major >= leastPostgres {
			return p, nil
		}
	}
	for _, p := range found {
		if p.major >= leastPostgres {
			return programs{}, fmt.Errorf("PostgreSQL %d is here (%s) but PostGIS is not. %s", p.major, p.bin, install(strconv.Itoa(p.major)))
		}
	}
	if len(found) > 0 {
		return programs{}, fmt.Errorf("PostgreSQL %d is here (%s), and Homeground needs %d or later. %s", found[0].major, found[0].bin, leastPostgres, install(release()))
	}
	return programs{}, errors.New("PostgreSQL with PostGIS is not installed. " + install(release()))
}

// chooseSame insists on the version that made the data: another one cannot read it.
func chooseSame(found []programs, madeBy string) (programs, error) {
	var others []string
	for _, p := range found {
		if strconv.Itoa(p.major) != madeBy {
			others = append(others, strconv.Itoa(p.major))
			continue
		}
		if !p.postgis {
			return programs{}, fmt.Errorf("PostgreSQL %s is here (%s) but PostGIS is not. %s", madeBy, p.bin, install(madeBy))
		}
		return p, nil
	}
	here := "no PostgreSQL is installed"
	if len(others) > 0 {
		here = "this machine has PostgreSQL " + strings.Join(others, ", ")
	}
	return programs{}, fmt.Errorf("the data folder was made by PostgreSQL %s, and %s, which cannot read it. Nothing was changed. %s "+
		"Or choose another folder with HOMEGROUND_DATA", madeBy, here, install(madeBy))
}

// install says how to get PostGIS for a major version, on Debian and its relatives by
// their package's exact name.
func install(major string) string {
	if _, err := os.Stat("/usr/bin/apt-get"); err == nil {
		name := "postgresql-postgis"
		if major != "" {
			name = "postgresql-" + major + "-postgis-3"
		}
		return fmt.Sprintf("Install the package %s: sudo apt-get install --no-install-recommends %s.", name, name)
	}
	if _, err := exec.LookPath("brew"); err == nil {
		return "Install the package postgis: brew install postgis."
	}
	return "Install PostgreSQL with PostGIS from your system's packages, or give the address of one with DATABASE_URL."
}

// release is the major version that this release of Debian or Ubuntu brings, or
// nothing where we do not know.
func release() string {
	b, _ := os.ReadFile("/etc/os-release")
	for name, major := range map[string]string{"bookworm": "15", "trixie": "17", "jammy": "14", "noble": "16"} {
		if strings.Contains(string(b), "VERSION_CODENAME="+name+"\n") {
			return major
		}
	}
	return ""
}
