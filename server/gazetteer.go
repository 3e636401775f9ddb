package server

import (
	"context"

	"homeground/sites"
)

type gazetteerInput struct {
	Text string `query:"q" maxLength:"100" doc:"A postcode or its beginning, a UPRN or its beginning, the name of a place, a grid reference, easting and northing, or latitude and longitude"`
}

type gazetteerBody struct {
	Items  []sites.Found `json:"items"`
	Credit string        `json:"credit" doc:"Whose data it is: to be shown beside it"`
}

// gazetteer finds places in published data; the sites are no part of it.
func (r *request) gazetteer(ctx context.Context, in *gazetteerInput) (*answer[gazetteerBody], error) {
	items, credit, err := sites.FindPlace(ctx, r.db, in.Text)
	return &answer[gazetteerBody]{gazetteerBody{items, credit}}, err
}
