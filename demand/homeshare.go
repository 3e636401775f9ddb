package demand

import (
	"context"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Where a share who need a home comes from.
const fromPlacements, fromStated = "placements", "stated"

// homeShare is how many of an authority's children looked after are taken to need a home,
// and why that many.
type homeShare struct {
	AuthorityCode string
	ShareBp       int64       // basis points
	Basis         string      // placements or stated
	OnDay         values.Date // of the placements that it is by, or that would not tell it
	Source        string      // of these
	Why           string      // the stated share is used where placements are asked for
}

// homeKind is what of homes a placement's name counts.
type homeKind int

const (
	noHome      homeKind = iota
	secureAlone          // secure units without other homes
	homesAlone           // children's homes, with or without secure ones: the name does not say
	homesAndSecure
)

var (
	exceptFor    = regexp.MustCompile(`\b(not|other than|except|excluding|without)\b.*`) // what is named after it is not counted
	secureHomes  = regexp.MustCompile(`\bsecure (unit|accommodation|(children'?s'? )?home)`)
	otherHomes   = regexp.MustCompile(`children'?s'? home`)
	securedHomes = regexp.MustCompile(`\bsecure children'?s'? homes?`)
	unsecured    = regexp.MustCompile(`\bnon-? ?secure\b`)
)

// kindOf knows the names of published tables: "Secure homes and children's homes" (2018 on),
// "secure unit, children's home or hostel" (until 2017), and their parts. "Semi-independent
// living accommodation not subject to children's homes regulations" is no home.
func kindOf(placement string) homeKind {
	text := strings.ReplaceAll(strings.ToLower(placement), "’", "'")
	text = exceptFor.ReplaceAllString(unsecured.ReplaceAllString(text, ""), "")
	switch others := otherHomes.MatchString(securedHomes.ReplaceAllString(text, "")); {
	case others && strings.Contains(text, "secure"):
		return homesAndSecure
	case others:
		return homesAlone
	case secureHomes.MatchString(text):
		return secureAlone
	}
	return noHome
}

// isHome says whether a placement is in a home: a children's home or a secure unit, with what
// a publisher counts together with them, such as hostels.
func isHome(placement string) bool { return kindOf(placement) != noHome }

// rounding is by how much a published number may be off, in thousandths: they are rounded to
// the nearest 5.
const rounding = 5000

// inHomesOf are the children in homes by the placements of one file, in thousandths, or why
// they are not told. A category of homes and secure units together comes before its parts.
// Several of one kind may overlap, as those of all homes and of a council's own do: they are
// added up only where all placements of the file come to all children, so that none does.
func inHomesOf(placed []totalRow, whole int64) (inHomes int64, why string) {
	of := map[homeKind][]totalRow{}
	for _, p := range placed {
		kind := kindOf(p.Placement)
		of[kind] = append(of[kind], p)
	}
	chosen, left := of[homesAndSecure], of[noHome]
	several := len(chosen) > 1
	if len(chosen) == 0 {
		if len(of[homesAlone]) == 0 {
			return 0, "there is none of children's homes"
		}
		chosen = slices.Concat(of[homesAlone], of[secureAlone])
		several = len(of[homesAlone]) > 1 || len(of[secureAlone]) > 1
	}
	sum, hidden := int64(0), false
	for _, p := range left {
		sum += p.Thousandths
		hidden = hidden || p.Suppressed || p.Partial
	}
	for _, p := range chosen {
		if p.Suppressed {
			return 0, "how many are in homes was suppressed"
		}
		inHomes += p.Thousandths
	}
	off := sum + inHomes - whole
	switch {
	case several && (hidden || max(off, -off) > rounding*int64(len(left)+len(chosen))):
		return 0, "several are of homes, and they may overlap"
	case inHomes > whole:
		return 0, "more are in homes than are looked after"
	}
	return inHomes, ""
}

// shareBy is the share that an authority's placements of one day make of all its children on
// that day, in basis points rounded half up, or why they make none; and their source. Each
// file's are taken by themselves. Where files differ, none is.
func shareBy(placed []totalRow, whole *totalRow) (share int64, source, why string) {
	files := map[string][]totalRow{}
	for _, p := range placed {
		files[p.Source] = append(files[p.Source], p)
		if p.Partial && isHome(p.Placement) {
			return 0, p.Source, "they are of a part of the authority"
		}
	}
	told := map[int64]string{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !slices.ContainsFunc(files[name], func(p totalRow) bool { return isHome(p.Placement) }) {
			continue
		}
		if whole == nil || whole.Thousandths == 0 {
			return 0, name, "no total of all children is known of that day"
		}
		inHomes, not := inHomesOf(files[name], whole.Thousandths)
		switch _, again := told[inHomes]; {
		case not != "" && source == "":
			source, why = name, not
		case not == "" && !again:
			told[inHomes] = name
		}
	}
	switch {
	case len(told) > 1:
		return 0, strings.Join(slices.Sorted(maps.Values(told)), "; "), "files differ on how many are in homes"
	case len(told) == 1:
		for inHomes, name := range told {
			return (2*basisPoints*inHomes + whole.Thousandths) / (2 * whole.Thousandths), name, ""
		}
	}
	return 0, source, why
}

// homeShares are the shares of authorities: by the newest placements that are of homes too,
// else as stated. Totals come the newest first.
func homeShares(authorities []string, placements, wholes []totalRow, set assumptions) map[string]homeShare {
	placed, all := map[string][]totalRow{}, map[authorityDay]*totalRow{}
	newest := map[string]values.Date{}
	for _, p := range placements {
		if day := newest[p.Code]; isHome(p.Placement) && day.Before(p.OnDay) {
			newest[p.Code] = p.OnDay
		}
	}
	for _, p := range placements {
		if p.OnDay == newest[p.Code] {
			placed[p.Code] = append(placed[p.Code], p)
		}
	}
	for i, w := range wholes {
		all[authorityDay{w.Code, w.OnDay}] = &wholes[i]
	}
	shares := make(map[string]homeShare, len(authorities))
	for _, code := range authorities {
		s := homeShare{AuthorityCode: code, ShareBp: set.HomeShareBp, Basis: fromStated}
		switch day, known := newest[code]; {
		case set.HomeShareFrom == fromStated:
		case !known:
			s.Why = "No totals by placement are known"
		default:
			s.OnDay = day
			share, source, why := shareBy(placed[code], all[authorityDay{code, day}])
			if s.Source = source; why != "" {
				s.Why = fmt.Sprintf("Of the placements of %s %s", day.Words(), why)
			} else {
				s.ShareBp, s.Basis = share, fromPlacements
			}
		}
		shares[code] = s
	}
	return shares
}

// authoritiesOf are the authorities that cells are of.
func authoritiesOf(cells []cellRow) (codes []string) {
	seen := map[string]bool{}
	for _, c := range cells {
		if !seen[c.AuthorityCode] {
			codes = append(codes, c.AuthorityCode)
		}
		seen[c.AuthorityCode] = true
	}
	return codes
}

// readShares are the shares in use, by authority.
func readShares(db *gorm.DB) (map[string]homeShare, error) {
	var rows []homeShare
	if err := db.Raw("SELECT authority_code, share_bp, basis, on_day, source, why FROM home_shares").Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read who needs a home: %w", err)
	}
	shares := make(map[string]homeShare, len(rows))
	for _, r := range rows {
		shares[r.AuthorityCode] = r
	}
	return shares, nil
}

// writeShares puts the shares in place of those there were.
func writeShares(tx *gorm.DB, shares map[string]homeShare) error {
	list := slices.Collect(maps.Values(shares))
	err := tx.Exec("DELETE FROM home_shares").Error
	if err == nil {
		err = tx.Exec(`
			INSERT INTO home_shares (authority_code, share_bp, basis, on_day, source, why)
			SELECT code, share, basis, CAST(nullif(day, '') AS date), source, why
			FROM unnest(CAST(@codes AS text[]), CAST(@shares AS int[]), CAST(@bases AS text[]), CAST(@days AS text[]), CAST(@sources AS text[]), CAST(@whys AS text[]))
			     AS s (code, share, basis, day, source, why)`,
			map[string]any{"codes": of(list, func(s homeShare) string { return s.AuthorityCode }), "shares": of(list, func(s homeShare) int64 { return s.ShareBp }),
				"bases": of(list, func(s homeShare) string { return s.Basis }), "days": of(list, func(s homeShare) string { return dayText(s.OnDay) }),
				"sources": of(list, func(s homeShare) string { return s.Source }), "whys": of(list, func(s homeShare) string { return s.Why })}).Error
	}
	if err != nil {
		return fmt.Errorf("write who needs a home: %w", err)
	}
	return nil
}

func dayText(day values.Date) string {
	if day.IsZero() {
		return ""
	}
	return day.String()
}

// shareAnew takes the shares of the estimates there are. Hot-spots are of children looked
// after: they stay.
func shareAnew(tx *gorm.DB) error {
	in, err := readImported(tx)
	if err != nil {
		return err
	}
	if err := writeShares(tx, in.shares()); err != nil {
		return err
	}
	for _, sql := range []string{`
		UPDATE demand_estimates e SET need = e.thousandths * s.share_bp
		FROM demand_cells c JOIN home_shares s ON s.authority_code = c.authority_code
		WHERE c.code = e.cell_code AND e.need <> e.thousandths * s.share_bp`, `
		UPDATE hexagons h SET need = sums.need
		FROM (SELECT hexagon, sum(need) AS need FROM demand_estimates, unnest(hexagons) AS hexagon GROUP BY hexagon) sums
		WHERE h.code = sums.hexagon AND h.need <> sums.need`,
	} {
		if err := tx.Exec(sql).Error; err != nil {
			return fmt.Errorf("take the share who need a home: %w", err)
		}
	}
	return tx.Exec("UPDATE demand_settings SET revision = revision + 1").Error
}

// renewShares takes the shares where an earlier version, which kept none, made the estimates.
func renewShares(ctx context.Context, tx *gorm.DB) error {
	tx = tx.WithContext(ctx)
	var lacking bool
	if err := tx.Raw("SELECT EXISTS (SELECT FROM demand_estimates) AND NOT EXISTS (SELECT FROM home_shares)").Scan(&lacking).Error; err != nil {
		return fmt.Errorf("look for who needs a home: %w", err)
	}
	if !lacking {
		return nil
	}
	if err := lockSettings(tx); err != nil {
		return err
	}
	return shareAnew(tx)
}

// byPlacements says of how many authorities the share is by placements, if it is of any.
func (c *Coverage) byPlacements() string {
	by, stated := 0, 0
	for _, code := range c.authorities() {
		if c.shares[code].Basis == fromPlacements {
			by++
		} else {
			stated++
		}
	}
	switch {
	case by == 0:
		return ""
	case stated == 0:
		return ", by where the children of each authority were placed"
	}
	return fmt.Sprintf(", by where the children of %d authorities were placed and by a stated share of the %d others", by, stated)
}

// shareOfCells is the need of all cells in a hundred of their children looked after.
func shareOfCells(cells []coverCell, otherwise float64) float64 {
	var need, thousandths int64
	for _, c := range cells {
		need += c.Need
		thousandths += c.Thousandths
	}
	return shareOf(need, thousandths, otherwise)
}

// shareOf is need, in units, in a hundred of the children looked after, given in
// thousandths; of nobody, what is given otherwise.
func shareOf(need, thousandths int64, otherwise float64) float64 {
	if thousandths == 0 {
		return otherwise
	}
	return math.Round(float64(need)/float64(thousandths)) / 100
}
