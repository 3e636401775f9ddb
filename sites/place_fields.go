package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
)

// This file reads what is given of where a site is, checked against the rules.

// PlaceFields are what of a site tells where it is, and what its public position
// follows from.
type PlaceFields struct {
	Name                *string         `json:"name,omitempty" maxLength:"500"`
	PublicName          *string         `json:"public_name,omitempty" maxLength:"500" doc:"The name everyone sees of a restricted site; made from kind and authority if left out"`
	Address             *string         `json:"address" required:"false" maxLength:"500"`
	UPRN                *string         `json:"uprn" required:"false" maxLength:"20" doc:"Up to 12 digits; zeros are put before fewer"`
	URN                 *string         `json:"urn" required:"false" maxLength:"20" doc:"Ofsted's registration number"`
	Postcode            *string         `json:"postcode" required:"false" maxLength:"20"`
	Position            *PositionGiven  `json:"position,omitempty"`
	Boundary            json.RawMessage `json:"boundary,omitempty" doc:"GeoJSON Polygon or MultiPolygon, WGS 84; null takes it away"`
	HostAuthority       *string         `json:"host_authority,omitempty" maxLength:"40" doc:"Code of the authority it stands in; worked out from the position where true outlines are known"`
	LocationSensitivity *string         `json:"location_sensitivity,omitempty" enum:"open,restricted"`
}

// PositionGiven is a position in one of the two systems.
type PositionGiven struct {
	Lon      *float64 `json:"lon,omitempty"`
	Lat      *float64 `json:"lat,omitempty"`
	Easting  *float64 `json:"easting,omitempty"`
	Northing *float64 `json:"northing,omitempty"`
}

// stored is what the database's own functions take: of a place, only what is given.
type stored map[string]any

// placeGroups are the groups whose source a field of the place belongs to.
var placeGroups = map[string]string{"name": "identity", "public_name": "identity", "address": "identity", "uprn": "identity", "urn": "identity", "postcode": "identity",
	"position": "position", "exact": "position", "boundary": "position", "host_authority": "position"}

// placeFields are the names of the fields that a new site gives.
func placeFields(p PlaceFields) (names []string) {
	for name, set := range map[string]bool{"name": p.Name != nil, "address": p.Address != nil, "uprn": p.UPRN != nil, "urn": p.URN != nil, "postcode": p.Postcode != nil,
		"position": p.Position != nil, "boundary": p.Boundary != nil} {
		if set {
			names = append(names, name)
		}
	}
	return names
}

// read checks the fields given and gives them as they are stored, and the authority that
// the site will stand in; empty for a new one where nothing tells.
func (p PlaceFields) read(ctx context.Context, db *gorm.DB, f *faults, s held, given []string) (stored, string, error) {
	place := stored{}
	text := func(name string, value *string, check func(string) (string, bool), remedy string) {
		if !slices.Contains(given, name) {
			return
		}
		v := strings.TrimSpace(valueOf(value))
		if v == "" {
			if place[name] = nil; name == "name" || name == "public_name" {
				f.add(name, "Give the site a name.")
			}
			return
		}
		good, ok := check(v)
		if place[name] = good; !ok {
			f.add(name, remedy)
		}
	}
	asIs := func(v string) (string, bool) { return v, !strings.ContainsRune(v, 0) }
	text("name", p.Name, asIs, "Give the name as plain text.")
	text("public_name", p.PublicName, asIs, "Give the name as plain text.")
	text("address", p.Address, asIs, "Give the address as plain text.")
	text("uprn", p.UPRN, func(v string) (string, bool) { full, _, ok := uprn(v); return full, ok }, "Give the 12 digits of the UPRN.")
	text("urn", p.URN, func(v string) (string, bool) { v = strings.ToUpper(v); return v, urnIs.MatchString(v) }, "Give Ofsted's number, such as SC012345 or 1234567.")
	text("postcode", p.Postcode, postcode, "Give the postcode whole, such as PO19 1RP, or leave it out.")
	switch {
	case !slices.Contains(given, "location_sensitivity"):
	case p.LocationSensitivity == nil:
		f.add("location_sensitivity", "Say whether everyone may see where it is: open or restricted.")
	default:
		place["location_sensitivity"] = *p.LocationSensitivity
	}
	at, err := p.readShape(ctx, db, f, s, given, place)
	if err != nil {
		return nil, "", err
	}
	host, err := p.host(ctx, db, f, s, given, at)
	if host != "" {
		place["host_authority"] = host
	}
	return place, host, err
}

// readShape reads position and boundary, and gives the position the site will have if
// one of them is given.
func (p PlaceFields) readShape(ctx context.Context, db *gorm.DB, f *faults, s held, given []string, place stored) (*position, error) {
	var at *position
	if slices.Contains(given, "position") {
		place["exact"] = nil
		if p.Position != nil {
			if at = p.Position.read(f); at != nil {
				hex, err := geo.Hex(geo.NewPoint(at.X, at.Y, at.SRID))
				if err != nil {
					return nil, fmt.Errorf("write a position: %w", err)
				}
				place["exact"] = hex
			}
		}
	}
	if !slices.Contains(given, "boundary") {
		return at, nil
	}
	if p.Boundary == nil || string(p.Boundary) == "null" {
		place["boundary"] = nil
		return at, nil
	}
	outline, err := CheckOutline(ctx, db, p.Boundary)
	if err != nil {
		return nil, err
	}
	if !outline.Valid {
		f.add("boundary", outline.Fault)
		return at, nil
	}
	place["boundary"] = outline.hex
	if at == nil && !s.Placed {
		at = &outline.inside // where the site is then taken to be
	}
	return at, nil
}

// host is the authority the site will stand in: the one whose true outline holds the
// position, else the one typed, else the one it had.
func (p PlaceFields) host(ctx context.Context, db *gorm.DB, f *faults, s held, given []string, at *position) (string, error) {
	typed := ""
	if slices.Contains(given, "host_authority") {
		typed = valueOf(p.HostAuthority)
		if typed == "" && s.HostAuthority != "" && at == nil {
			f.add("host_authority", "Say in which authority it stands: every site stands in one.")
		}
	}
	typedName := ""
	if typed != "" {
		var err error
		if typedName, err = authorityName(ctx, db, typed); err != nil {
			return "", err
		}
		if typedName == "" {
			f.add("host_authority", "Give the code of a children's-services authority in England, such as E10000032.")
			return s.HostAuthority, nil
		}
	}
	var holds []struct{ Code, Name string }
	if at != nil {
		err := db.WithContext(ctx).Raw(`SELECT a.code, h.name FROM areas a JOIN authorities h ON h.code = a.code
			WHERE a.level = 'utla' AND NOT a.approximate AND ST_Covers(a.outline, ST_Transform(ST_SetSRID(ST_MakePoint(?, ?), ?::integer), 4326))
			ORDER BY h.ends IS NOT NULL, a.end_year IS NOT NULL, a.start_year DESC NULLS LAST LIMIT 1`, at.X, at.Y, at.SRID).Scan(&holds).Error
		if err != nil {
			return "", fmt.Errorf("find the authority of a place: %w", err)
		}
	}
	switch {
	case len(holds) > 0 && typed != "" && typed != holds[0].Code:
		f.add("host_authority", "The position is in "+holds[0].Name+", not in "+typedName+": correct one of the two.")
		return typed, nil
	case len(holds) > 0:
		return holds[0].Code, nil
	case typed != "":
		return typed, nil
	}
	return s.HostAuthority, nil
}

// read is the position, or nil with the fault.
func (p PositionGiven) read(f *faults) *position {
	text := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	at, _, fault := readPosition(text(p.Easting), text(p.Northing), text(p.Lat), text(p.Lon))
	if fault != nil {
		field := map[string]string{"latitude": "lat", "longitude": "lon"}[fault.column]
		if field == "" {
			field = fault.column
		}
		f.add("position."+field, sentence(fault.rule)+" "+fault.remedy)
		return nil
	}
	return &at
}

// sentence is a rule's text as a sentence.
func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}

// publicName is the name everyone sees: of an open site its own; of a restricted one the
// one given, or one made from its kind and where it stands.
func publicName(ctx context.Context, db *gorm.DB, p PlaceFields, s held) (string, error) {
	if s.LocationSensitivity == "open" {
		return strings.TrimSpace(valueOf(p.Name)), nil
	}
	if given := strings.TrimSpace(valueOf(p.PublicName)); given != "" {
		return given, nil
	}
	name, err := authorityName(ctx, db, s.HostAuthority)
	return kindName(s.Kind) + " in " + name, err
}

// kindName is a kind as it begins a name.
func kindName(kind string) string {
	switch kind {
	case "":
		return "Site"
	case "childrens_home":
		return "Children's home"
	case "secure_childrens_home":
		return "Secure children's home"
	case "nhs_land":
		return "NHS land"
	}
	return strings.ToUpper(kind[:1]) + words(kind[1:])
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
