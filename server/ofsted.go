package server

import (
	"context"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/sites"
)

type ofstedBody struct {
	sites.Ofsted
	Withheld bool `json:"withheld" doc:"The site is restricted, and you have no right to its exact place: days and judgements would tell which of Ofsted's register it is"`
}

func (r *request) ofsted(ctx context.Context, in *ByID) (*answer[ofstedBody], error) {
	b := ofstedBody{Ofsted: sites.Ofsted{Items: []sites.OfstedEvent{}}}
	may, err := r.seesPlace(ctx, "site", in.ID, in.ID)
	if err != nil || !may || r.by.Extent("site.map").None() {
		b.Withheld = true
		return &answer[ofstedBody]{b}, err
	}
	r.by.Acting = r.by.Extent("site.read").Role
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) (err error) {
		b.Ofsted, err = sites.OfstedOf(ctx, tx, in.ID)
		return err
	})
	return &answer[ofstedBody]{b}, err
}

type findingInput struct {
	ByID
	Body sites.Finding
}

// entered is a new event, and nothing of it that may tell a place: answers of creations
// are kept.
type entered struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (r *request) addOfstedEvent(ctx context.Context, in *findingInput) (*answer[entered], error) {
	if err := r.mayFind(ctx, "site", in.ID, in.ID); err != nil {
		return nil, err
	}
	id, err := sites.AddOfstedEvent(ctx, r.db, r.by, in.ID, in.Body, r.today())
	return &answer[entered]{entered{id, 1}}, err
}

type strikeFindingInput struct {
	ByID
	Body struct {
		Because string `json:"because" maxLength:"2000"`
	}
}

func (r *request) strikeOfstedEvent(ctx context.Context, in *strikeFindingInput) (*answer[entered], error) {
	site, err := sites.SiteOfOfstedEvent(ctx, r.db, in.ID)
	if err == nil {
		err = r.mayFind(ctx, "ofsted_event", in.ID, site)
	}
	if err != nil {
		return nil, err
	}
	err = sites.StrikeOfstedEvent(ctx, r.db, in.ID, r.version, in.Body.Because)
	return &answer[entered]{entered{in.ID, r.version + 1}}, err
}

// mayFind refuses who may change the site but not see where it is: they would change
// what they do not see.
func (r *request) mayFind(ctx context.Context, object string, id, site int64) error {
	may, err := r.seesPlace(ctx, object, id, site)
	if err == nil && !may {
		err = problem.Deny("This site is restricted: only who may see its exact place enters what Ofsted found there.")
	}
	return err
}

type organisationsInput struct {
	Text string `query:"q" maxLength:"200" doc:"Part of the name"`
}

func (r *request) organisations(ctx context.Context, in *organisationsInput) (*list[sites.Organisation], error) {
	items, err := sites.Organisations(ctx, r.db, in.Text)
	return listOf(items), err
}
