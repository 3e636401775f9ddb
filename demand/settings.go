package demand

import (
	"context"
	"fmt"
	"math"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Settings are the assumptions need is estimated under, and what the last estimate was
// made from.
type Settings struct {
	HomeSharePercent float64     `json:"home_share_percent" doc:"Of the children looked after, how many in a hundred need a home"`
	DeprivationPower float64     `json:"deprivation_power" doc:"A small area's children are weighted by its deprivation over the mean, to this power"`
	BandMetres       float64     `json:"band_metres,omitempty" doc:"The distance within which small areas are neighbours; left out while the suggested one is used"`
	EstimatedBand    float64     `json:"estimated_band,omitempty" doc:"The distance the hot-spots shown were found with"`
	EstimatedDay     values.Date `json:"estimated_day,omitzero" format:"date" doc:"The day of the newest count the estimate was made from"`
	Revision         int64       `json:"revision" doc:"Goes up whenever estimates or outlines change"`
	Version          int         `json:"version"`
}

// SettingsChange is what to change; what is left out stays.
type SettingsChange struct {
	HomeSharePercent *float64 `json:"home_share_percent,omitempty" doc:"0 to 100, with at most two decimals"`
	DeprivationPower *float64 `json:"deprivation_power,omitempty" doc:"0 to 5; 0 leaves deprivation out"`
	BandMetres       *float64 `json:"band_metres,omitempty" doc:"100 to 200,000; 0 goes back to the suggested distance"`
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
	var s Settings
	err := db.WithContext(ctx).Raw(`
		SELECT home_share_bp / 100.0 AS home_share_percent, deprivation_power, coalesce(band_metres, 0) AS band_metres,
		       coalesce(estimated_band, 0) AS estimated_band, estimated_day, revision, version
		FROM demand_settings`).Scan(&s).Error
	if err != nil {
		return s, fmt.Errorf("read demand settings: %w", err)
	}
	return s, nil
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
		now.apply(change)
		err = tx.Exec(`UPDATE demand_settings SET home_share_bp = @share, deprivation_power = @power, band_metres = nullif(@band, 0.0), version = version + 1`,
			map[string]any{"share": int(math.Round(now.HomeSharePercent * 100)), "power": now.DeprivationPower, "band": now.BandMetres}).Error
		if err != nil {
			return fmt.Errorf("write demand settings: %w", err)
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

func (s *Settings) apply(change SettingsChange) {
	if change.HomeSharePercent != nil {
		s.HomeSharePercent = *change.HomeSharePercent
	}
	if change.DeprivationPower != nil {
		s.DeprivationPower = *change.DeprivationPower
	}
	if change.BandMetres != nil {
		s.BandMetres = *change.BandMetres
	}
}

func (c SettingsChange) check() error {
	if v := c.HomeSharePercent; v != nil && !(*v >= 0 && *v <= 100 && math.Abs(*v*100-math.Round(*v*100)) < 1e-6) {
		return problem.Field("home_share_percent", "Give a share from 0 to 100 percent, with at most two decimals.")
	}
	if v := c.DeprivationPower; v != nil && !(*v >= 0 && *v <= 5) {
		return problem.Field("deprivation_power", "Give a power from 0, which leaves deprivation out, to 5.")
	}
	if v := c.BandMetres; v != nil && *v != 0 && !(*v >= 100 && *v <= 200000) {
		return problem.Field("band_metres", "Give a distance from 100 to 200,000 metres, or 0 for the suggested one.")
	}
	return nil
}
