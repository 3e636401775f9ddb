// Command outlines cuts the approximate outlines of the nineteen South East
// children's-services authorities out of Natural Earth's admin-1 areas, which the
// module rgeo carries, and writes them as one GeoJSON file with the authorities'
// statistical codes.
//
// It is run by hand when the outlines are to be made anew, and is a module of its
// own so that the 33 MB that rgeo embeds never reach the homeground binary:
//
//	cd tools/outlines && go run . ../../cmd/homeground/demo/outlines.geojson
//
// The outlines are for drawing only: they place one in sixteen small areas in the
// wrong authority, so nothing may be decided by them.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sort"

	"github.com/sams96/rgeo"
)

// authorities gives the statistical code of each area's ISO 3166-2 code.
var authorities = map[string]struct{ code, name string }{
	"GB-BKM": {"E06000060", "Buckinghamshire"},
	"GB-BNH": {"E06000043", "Brighton and Hove"},
	"GB-BRC": {"E06000036", "Bracknell Forest"},
	"GB-ESX": {"E10000011", "East Sussex"},
	"GB-HAM": {"E10000014", "Hampshire"},
	"GB-IOW": {"E06000046", "Isle of Wight"},
	"GB-KEN": {"E10000016", "Kent"},
	"GB-MDW": {"E06000035", "Medway"},
	"GB-MIK": {"E06000042", "Milton Keynes"},
	"GB-OXF": {"E10000025", "Oxfordshire"},
	"GB-POR": {"E06000044", "Portsmouth"},
	"GB-RDG": {"E06000038", "Reading"},
	"GB-SLG": {"E06000039", "Slough"},
	"GB-SRY": {"E10000030", "Surrey"},
	"GB-STH": {"E06000045", "Southampton"},
	"GB-WBK": {"E06000037", "West Berkshire"},
	"GB-WNM": {"E06000040", "Windsor and Maidenhead"},
	"GB-WOK": {"E06000041", "Wokingham"},
	"GB-WSX": {"E10000032", "West Sussex"},
}

// source is an area as Natural Earth describes it; its shape is passed on untouched.
type source struct {
	Properties struct {
		Country string `json:"iso_a2"`
		Region  string `json:"region"`
		Code    string `json:"iso_3166_2"`
	} `json:"properties"`
	Geometry json.RawMessage `json:"geometry"`
}

// outline is an area as Homeground reads it.
type outline struct {
	Type       string            `json:"type"`
	Properties map[string]string `json:"properties"`
	Geometry   json.RawMessage   `json:"geometry"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: outlines FILE.geojson")
	}
	if err := write(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func write(path string) error {
	text, err := outlines()
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

// outlines is the file: one line for each authority, so that a change can be read.
func outlines() ([]byte, error) {
	areas, err := provinces()
	if err != nil {
		return nil, err
	}
	found, err := cut(areas)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	for i, o := range found {
		line, err := json.Marshal(o)
		if err != nil {
			return nil, err
		}
		out.Write(line)
		if i < len(found)-1 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
	}
	out.WriteString("]}\n")
	return out.Bytes(), nil
}

// provinces reads every admin-1 area of the world; rgeo hands them out gzipped.
func provinces() ([]source, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(rgeo.Provinces10()))
	if err != nil {
		return nil, fmt.Errorf("open provinces: %w", err)
	}
	var all struct{ Features []source }
	if err := json.NewDecoder(unzip).Decode(&all); err != nil {
		return nil, fmt.Errorf("read provinces: %w", err)
	}
	return all.Features, nil
}

// cut keeps the South East's areas, one for each authority and no other, by code.
func cut(areas []source) ([]outline, error) {
	var found []outline
	for _, a := range areas {
		if a.Properties.Country != "GB" || a.Properties.Region != "South East" {
			continue
		}
		authority, known := authorities[a.Properties.Code]
		if !known {
			return nil, fmt.Errorf("cut outlines: %q is no authority of the South East", a.Properties.Code)
		}
		found = append(found, outline{"Feature", map[string]string{"code": authority.code, "name": authority.name}, a.Geometry})
	}
	if len(found) != len(authorities) {
		return nil, fmt.Errorf("cut outlines: got %d areas, want %d", len(found), len(authorities))
	}
	sort.Slice(found, func(i, j int) bool { return found[i].Properties["code"] < found[j].Properties["code"] })
	return found, nil
}
