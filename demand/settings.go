package demand

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Settings are the assumptions need is estimated under, and what the last estimate was
// made from.
type Settings struct {
	HomeSharePercent float64     `json:"home_share_percent" doc:"The stated share: of the children looked after, how many in a hundred need a home where nothing else tells it"`
	HomeShareFrom    string      `json:"home_share_from" enum:"placements,stated" doc:"placements: of an authority whose imported placements tell it, its children in homes are the share; stated: the stated share everywhere"`
	OpenSharePercent float64     `json:"open_share_percent" doc:"Of the places of open homes, how many in a hundred are open to the region's children"`
	ZoneWeights      []float64   `json:"zone_weights" gorm:"-" minItems:"3" maxItems:"3" doc:"How much need and homes count in access within a third, two thirds and all of 20 miles"`
	DeprivationPower float64     `json:"deprivation_power" doc:"A small area's children are weighted by its deprivation over the mean, to this power"`
	Measure          Measure     `json:"measure" enum:"count,rate" doc:"What hot-spots are of: the estimated children, or their smoothed rate among the children living there"`
	BandMetres       float64     `json:"band_metres,omitempty" doc:"The distance within which small areas are neighbours; left out while the suggested one is used"`
	HexagonBand      float64     `json:"hexagon_band_metres,omitempty" doc:"The same for hexagons of every size; left out while one is suggested for each"`
	GrowthPercent    *float64    `json:"growth_percent,omitempty" doc:"The growth a year that need is projected with; left out while nothing is projected"`
	GrowthYears      int         `json:"growth_years" doc:"How many years after the newest count need is projected for"`
	EstimatedBand    float64     `json:"estimated_band,omitempty" doc:"The distance the hot-spots shown were found with"`
	EstimatedDay     values.Date `json:"estimated_day,omitzero" format:"date" doc:"The day of the newest count the estimate was made from"`
	Revision         int64       `json:"revision" doc:"Goes up whenever estimates or outlines change"`
	Version          int         `json:"version"`
}

// SettingsChange is what to change; what is left out stays.
type SettingsChange struct {
	HomeSharePercent *float64  `json:"home_share_percent,omitempty" doc:"0 to 100, with at most two decimals"`
	HomeShareFrom    *string   `json:"home_share_from,omitempty" enum:"placements,stated"`
	OpenSharePercent *float64  `json:"open_share_percent,omitempty" doc:"0 to 100, with at most two decimals"`
	ZoneWeights      []float64 `json:"zone_weights,omitempty" doc:"Three numbers from 0 to 1 with at most four decimals, the first above 0 and none greater than the one before"`
	DeprivationPower *float64  `json:"deprivation_power,omitempty" doc:"0 to 5; 0 leaves deprivation out"`
	Measure          *Measure  `json:"measure,omitempty" enum:"count,rate"`
	BandMetres       *float64  `json:"band_metres,omitempty" doc:"100 to 200,000; 0 goes back to the suggested distance"`
	HexagonBand      *float64  `json:"hexagon_band_metres,omitempty" doc:"100 to 200,000; 0 goes back to the suggested distances"`
	GrowthPercent    *float64  `json:"growth_percent,omitempty" doc:"-50 to 50 a year, with at most two decimals; 0 projects the newest counts as they are"`
	GrowthYears      *int      `json:"growth_years,omitempty" doc:"1 to 20; 0 ends the projection"`
}

// Revision goes up whenever estimates or outlines change.
func Revision(ctx context.Context, db *gorm.DB) (revision int64, err error) {
	if err = db.WithContext(ctx).Raw("SELECT revision FROM demand_settings").Scan(&revision).Error; err != nil {
		err = fmt.Errorf("read demand revision: %w", err)
	}
	return revision, err
}

// ReadSettings are the settings now.
func ReadSettings(ctx context.Context, db *gorm.DB) (Settings, error) {
	var read struct {
		Settings
		Near, Middle, Far float64
	}
	err := db.WithContext(ctx).Raw(`
		SELECT near_weight_bp / 10000.0 AS near, middle_weight_bp / 10000.0 AS middle, far_weight_bp / 10000.0 AS far, home_share_bp / 100.0 AS home_share_percent, home_share_from, open_share_bp / 100.0 AS open_share_percent, deprivation_power, measure, coalesce(band_metres, 0) AS band_metres,
		       coalesce(hexagon_band_metres, 0) AS hexagon_band, growth_bp / 100.0 AS growth_percent, growth_years,
		       coalesce(estimated_band, 0) AS estimated_band, estimated_day, revision, version
		FROM demand_settings`).Scan(&read).Error
	if err != nil {
		return read.Settings, fmt.Errorf("read demand settings: %w", err)
	}
	read.ZoneWeights = []float64{read.Near, read.Middle, read.Far}
	return read.Settings, nil
}

// UpdateSettings changes the settings, still at the version that was read, and makes the
// estimate again.
func UpdateSettings(ctx context.Context, db *gorm.DB, version int, change SettingsChange) (Settings, error) {
	if err := change.check(); err != nil {
		return Settings{}, err
	}
	err := db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := lockSettings(tx); err != nil {
			return err
		}
		now, err := ReadSettings(ctx, tx)
		if err != nil {
			return err
		}
		if now.Version != version {
			return problem.Overtaken("set of assumptions", now)
		}
		before := now
		now.apply(change)
		err = tx.Exec(`UPDATE demand_settings SET home_share_bp = @share, home_share_from = @from, open_share_bp = @open, deprivation_power = @power, measure = @measure,
			near_weight_bp = @near, middle_weight_bp = @middle, far_weight_bp = @far,
			band_metres = nullif(@band, 0.0), hexagon_band_metres = nullif(@hexagons, 0.0), growth_bp = @growth, growth_years = @years, version = version + 1`,
			map[string]any{"share": hundredths(now.HomeSharePercent), "from": now.HomeShareFrom, "open": hundredths(now.OpenSharePercent), "power": now.DeprivationPower, "measure": now.Measure, "band": now.BandMetres,
				"near": weightBp(now.ZoneWeights[0]), "middle": weightBp(now.ZoneWeights[1]), "far": weightBp(now.ZoneWeights[2]), "hexagons": now.HexagonBand, "growth": now.growth(), "years": now.GrowthYears}).Error
		if err != nil {
			return fmt.Errorf("write demand settings: %w", err)
		}
		switch alike := now.estimatesAs(before); {
		case alike && (now.HomeSharePercent != before.HomeSharePercent || now.HomeShareFrom != before.HomeShareFrom):
			return shareAnew(tx)
		case alike:
			return tx.Exec("UPDATE demand_settings SET revision = revision + 1").Error
		}
		if err := estimate(tx); err != nil {
			return err
		}
		return StandIns(ctx, tx)
	})
	if err != nil {
		return Settings{}, err
	}
	return ReadSettings(ctx, db)
}

// estimatesAs says whether the estimates and hot-spots are the same under both: they are of
// children looked after, and the share who need a home is taken of them afterwards.
func (s Settings) estimatesAs(o Settings) bool {
	a, b := s.growth(), o.growth()
	return s.DeprivationPower == o.DeprivationPower && s.Measure == o.Measure && s.BandMetres == o.BandMetres && s.HexagonBand == o.HexagonBand &&
		s.GrowthYears == o.GrowthYears && (a == nil) == (b == nil) && (a == nil || *a == *b)
}

func (s *Settings) apply(change SettingsChange) {
	if change.HomeSharePercent != nil {
		s.HomeSharePercent = *change.HomeSharePercent
	}
	if change.HomeShareFrom != nil {
		s.HomeShareFrom = *change.HomeShareFrom
	}
	if change.OpenSharePercent != nil {
		s.OpenSharePercent = *change.OpenSharePercent
	}
	if change.ZoneWeights != nil {
		s.ZoneWeights = change.ZoneWeights
	}
	if change.DeprivationPower != nil {
		s.DeprivationPower = *change.DeprivationPower
	}
	if change.Measure != nil {
		s.Measure = *change.Measure
	}
	if change.BandMetres != nil {
		s.BandMetres = *change.BandMetres
	}
	if change.HexagonBand != nil {
		s.HexagonBand = *change.HexagonBand
	}
	if change.GrowthPercent != nil {
		s.GrowthPercent = change.GrowthPercent
	}
	switch years := change.GrowthYears; {
	case years != nil && *years == 0:
		s.GrowthPercent = nil
	case years != nil:
		s.GrowthYears = *years
	}
}

// growth is the growth a year in hundredths of a percent; nil while nothing is projected.
func (s Settings) growth() *int {
	if s.GrowthPercent == nil {
		return nil
	}
	bp := hundredths(*s.GrowthPercent)
	return &bp
}

func weightBp(weight float64) int { return int(math.Round(weight * basisPoints)) }

// weights says whether these can be the weights of the zones.
func weights(w []float64) bool {
	if len(w) != 3 || !(w[0] >= w[1] && w[1] >= w[2] && w[2] >= 0 && w[0] <= 1) || weightBp(w[0]) == 0 {
		return false
	}
	return !slices.ContainsFunc(w, func(v float64) bool { return math.Abs(v*basisPoints-math.Round(v*basisPoints)) > 1e-6 })
}

func hundredths(percent float64) int { return int(math.Round(percent * 100)) }

func twoDecimals(v float64) bool { return math.Abs(v*100-math.Round(v*100)) < 1e-6 }

// check is every fault of the change at once.
func (c SettingsChange) check() error {
	var faults []problem.Fault
	wrong := func(field, text string, is bool) {
		if is {
			faults = append(faults, problem.Fault{Field: field, Text: text})
		}
	}
	band := func(field string, v *float64) {
		wrong(field, "Give a distance from 100 to 200,000 metres, or 0 for the suggested one.", v != nil && *v != 0 && !(*v >= 100 && *v <= 200000))
	}
	share := func(field string, v *float64) {
		wrong(field, "Give a share from 0 to 100 percent, with at most two decimals.", v != nil && !(*v >= 0 && *v <= 100 && twoDecimals(*v)))
	}
	share("home_share_percent", c.HomeSharePercent)
	wrong("home_share_from", "Say placements or stated.", c.HomeShareFrom != nil && *c.HomeShareFrom != fromPlacements && *c.HomeShareFrom != fromStated)
	share("open_share_percent", c.OpenSharePercent)
	wrong("zone_weights", "Give three numbers from 0 to 1 with at most four decimals, the first above 0 and none greater than the one before, such as 1, 0.68 and 0.22.", c.ZoneWeights != nil && !weights(c.ZoneWeights))
	v := c.DeprivationPower
	wrong("deprivation_power", "Give a power from 0, which leaves deprivation out, to 5.", v != nil && !(*v >= 0 && *v <= 5))
	wrong("measure", "Say count or rate.", c.Measure != nil && *c.Measure != OfCount && *c.Measure != OfRate)
	band("band_metres", c.BandMetres)
	band("hexagon_band_metres", c.HexagonBand)
	v = c.GrowthPercent
	wrong("growth_percent", "Give a growth from -50 to 50 percent a year, with at most two decimals.", v != nil && !(*v >= -50 && *v <= 50 && twoDecimals(*v)))
	wrong("growth_years", "Give a number of years from 1 to 20, or 0 to end the projection.", c.GrowthYears != nil && !(*c.GrowthYears >= 0 && *c.GrowthYears <= 20))
	switch len(faults) {
	case 0:
		return nil
	case 1:
		return problem.Field(faults[0].Field, faults[0].Text)
	}
	return &problem.Problem{Kind: problem.Invalid, Text: fmt.Sprintf("Correct these %d fields.", len(faults)), Faults: faults}
}
