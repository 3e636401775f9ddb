package server

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/sites"
)

type documentsBody struct {
	Items    []sites.Document `json:"items"`
	Withheld bool             `json:"withheld" doc:"The site is restricted, and you have no right to its exact place: its documents would tell it"`
}

func (r *request) documents(ctx context.Context, in *ByID) (*answer[documentsBody], error) {
	b := documentsBody{Items: []sites.Document{}}
	may, err := r.seesPlace(ctx, "site", in.ID, in.ID)
	if err != nil || !may {
		b.Withheld = true
		return &answer[documentsBody]{b}, err
	}
	r.by.Acting = r.by.Extent("site.exact").Role
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) (err error) {
		b.Items, err = sites.Documents(ctx, tx, in.ID)
		return err
	})
	return &answer[documentsBody]{b}, err
}

// seesPlace says whether the caller may see what would tell where a site is: of an open
// one, whoever came this far; of a restricted one, who has the right over the record.
func (r *request) seesPlace(ctx context.Context, object string, id, site int64) (bool, error) {
	restricted, err := sites.Restricted(ctx, r.db, site)
	if err != nil || !restricted {
		return err == nil, err
	}
	whose, _, err := accounts.ScopeOf(ctx, r.db, object, id)
	return err == nil && r.by.Extent("site.exact").Covers(whose), err
}

type partInput struct {
	Upload string `path:"upload" maxLength:"36"`
	Part   int    `path:"part" minimum:"0"`
	Body   struct {
		Content []byte `json:"content" doc:"Base64 of at most 524,288 bytes"`
	}
}

type partBody struct {
	Bytes int `json:"bytes"`
}

func (r *request) putPart(ctx context.Context, in *partInput) (*answer[partBody], error) {
	err := sites.PutPart(ctx, r.db, r.by, in.Upload, in.Part, in.Body.Content, r.now())
	return &answer[partBody]{partBody{len(in.Body.Content)}}, err
}

type documentInput struct {
	ByID
	Body struct {
		Upload   string `json:"upload" maxLength:"36" doc:"The UUID its pieces were sent under"`
		Parts    int    `json:"parts" minimum:"1"`
		SHA256   string `json:"sha256" maxLength:"64" doc:"Of the whole file, in hexadecimal"`
		Title    string `json:"title,omitempty" maxLength:"800"`
		FileName string `json:"file_name" maxLength:"800"`
		Note     string `json:"note,omitempty" maxLength:"8000"`
	}
}

// added is a new document, and nothing of it that may tell a place: answers of creations
// are kept.
type added struct {
	ID      int64  `json:"id"`
	SiteID  int64  `json:"site_id"`
	Kind    string `json:"kind" enum:"document,photograph"`
	Version int    `json:"version"`
}

// addDocument: who may not see where a restricted site is can add nothing that tells it.
func (r *request) addDocument(ctx context.Context, in *documentInput) (*answer[added], error) {
	may, err := r.seesPlace(ctx, "site", in.ID, in.ID)
	if err != nil {
		return nil, err
	}
	if !may {
		return nil, problem.Deny("This site is restricted: only who may see its exact place adds documents to it.")
	}
	b := in.Body
	d, err := sites.AddDocument(ctx, r.db, r.by, in.ID, sites.NewDocument{Upload: b.Upload, Parts: b.Parts, SHA256: b.SHA256, Title: b.Title, FileName: b.FileName, Note: b.Note}, r.now())
	return &answer[added]{added{d.ID, d.SiteID, d.Kind, d.Version}}, err
}

type removalInput struct {
	ByID
	Body struct {
		Because string `json:"because" maxLength:"2000"`
	}
}

type removed struct {
	ID      int64 `json:"id"`
	Version int   `json:"version"`
}

func (r *request) removeDocument(ctx context.Context, in *removalInput) (*answer[removed], error) {
	err := sites.RemoveDocument(ctx, r.db, in.ID, r.version, in.Body.Because)
	return &answer[removed]{removed{in.ID, r.version + 1}}, err
}

// documentFile hands a document of a site out.
func (r *request) documentFile(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, err := strconv.ParseInt(c.Params("id"), 10, 64)
	if err != nil {
		return problem.Missing("document")
	}
	site, err := sites.SiteOf(ctx, r.db, id)
	if err != nil {
		return err
	}
	may, err := r.seesPlace(ctx, "document", id, site)
	if err != nil {
		return err
	}
	if !may {
		return problem.Missing("document")
	}
	r.by.Acting = r.by.Extent("document.read").Role
	var f sites.File
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) (err error) {
		f, err = sites.DocumentFile(ctx, tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return hand(c, f)
}

// plainName is a file's name in letters any browser reads.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/%`, r) {
			return '_'
		}
		return r
	}, name)
}
