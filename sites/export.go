package sites

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"

	"homeground/geo"
	"homeground/internal/values"
)

// exportColumns are the columns of the register as it is taken away: public ones only.
var exportColumns = []string{"site_ref", "name", "kind", "operation", "pipeline", "owner_authority", "owner", "host_authority", "host", "hub", "sector",
	"places_registered", "places_usable", "places_occupied", "places_planned", "occupancy_percent", "condition", "use_class", "tenure", "ofsted_outcome",
	"weekly_fee_pounds", "running_cost_pounds", "longitude", "latitude", "position_kind", "square", "provenance"}

// CSV is a list of sites as a spreadsheet opens it.
func CSV(list []Site) ([]byte, error) {
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	out.UseCRLF = true
	if err := out.Write(exportColumns); err != nil {
		return nil, err
	}
	for _, s := range list {
		lon, lat := "", ""
		if s.Position != nil {
			lon, lat = strconv.FormatFloat(s.Position[0], 'f', -1, 64), strconv.FormatFloat(s.Position[1], 'f', -1, 64)
		}
		row := []string{s.SiteRef, s.Name, s.Kind, s.Operation, s.Pipeline, s.OwnerAuthority, s.OwnerName, s.HostAuthority, s.HostName, s.Hub, s.Sector,
			count(s.PlacesRegistered), count(s.PlacesUsable), count(s.PlacesOccupied), count(s.PlacesPlanned), count(s.OccupancyPercent), s.Condition, s.UseClass, s.Tenure, s.OfstedOutcome,
			pounds(s.WeeklyFeePence), pounds(s.RunningCostPence)}
		for i := range row {
			row[i] = values.Neutral(row[i])
		}
		if err := out.Write(append(row, lon, lat, s.PositionKind, s.Square, values.Neutral(s.Provenance))); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return text.Bytes(), out.Error()
}

func count(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func pounds(pence *int64) string {
	if pence == nil {
		return ""
	}
	return values.Pence(*pence).String()
}

// GeoJSON is a list of sites as a map program opens it, each at its public position.
func GeoJSON(list []Site) ([]byte, error) {
	type geometry struct {
		Type        string     `json:"type"`
		Coordinates geo.LonLat `json:"coordinates"`
	}
	type feature struct {
		Type       string    `json:"type"`
		ID         int64     `json:"id"`
		Geometry   *geometry `json:"geometry"`
		Properties Site      `json:"properties"`
	}
	features := make([]feature, len(list))
	for i, s := range list {
		features[i] = feature{Type: "Feature", ID: s.ID, Properties: s}
		if s.Position != nil {
			features[i].Geometry = &geometry{"Point", *s.Position}
		}
		features[i].Properties.Position, features[i].Properties.SquareRing = nil, nil
	}
	return json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
}
