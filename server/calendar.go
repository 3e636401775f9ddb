package server

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"
	"github.com/gofiber/fiber/v2"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/values"
	"homeground/projects"
	"homeground/sites"
)

// calendarPath is where calendars are; what follows is a secret, which no log holds.
const calendarPath = "/calendar/"

// calendar is one's own dates as a calendar program reads them (RFC 5545). Its address is
// private: whoever has it reads the dates, until the token it is made of is revoked.
func (r *request) calendar(c *fiber.Ctx) error {
	ctx := c.UserContext()
	user, scope, err := accounts.WhoByToken(ctx, r.db, strings.TrimSuffix(c.Params("file"), ".ics"), r.now())
	if isProblem(err, problem.SignIn) || err == nil && scope != "calendar" {
		return &problem.Problem{Kind: problem.NotFound, Text: "There is no such calendar, or its address was revoked. Make another on the page of your account."}
	}
	if err != nil {
		return err
	}
	r.by = user
	days, err := ownDays(ctx, r.db, user, r.today())
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := r.feed(c, days).SerializeTo(&text, ical.WithNewLineWindows); err != nil {
		return fmt.Errorf("write a calendar: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="homeground.ics"`)
	c.Set(fiber.HeaderContentType, "text/calendar; charset=utf-8")
	return c.Status(http.StatusOK).SendString(text.String())
}

// dateWords stand before a date's name; a milestone's own name says enough.
var dateWords = map[string]string{"milestone": "", "opening": "Opening: ", "risk": "Look again at the risk: ", "condition": "Grant condition due: ", "return": "Due to the funder: "}

// ownDay is a day that is a user's own, with the page it is on.
type ownDay struct {
	uid, summary, address string
	day                   values.Date
}

// ownDays are a user's: of the projects they keep and the openings they see, and of the
// planning applications they keep.
func ownDays(ctx context.Context, db *gorm.DB, user accounts.User, today values.Date) ([]ownDay, error) {
	var list []ownDay
	add := func(uid string, day values.Date, summary, address string) {
		if !day.IsZero() {
			list = append(list, ownDay{uid, summary, address, day})
		}
	}
	dates, err := projects.Dates(ctx, db, user)
	if err != nil {
		return nil, err
	}
	for _, d := range dates {
		address := fmt.Sprintf("/projects/%d", d.ProjectID)
		switch {
		case d.Kind == "return":
			address = fmt.Sprintf("/returns/%d", d.ID)
		case d.ProjectID == 0:
			address = fmt.Sprintf("/conditions/%d", d.ID)
		}
		add(fmt.Sprintf("%s-%d", strings.Replace(d.Kind, "opening", "milestone", 1), d.ID), d.Day, fmt.Sprintf("%s%s (%s)", dateWords[d.Kind], d.Name, d.Project), address)
	}
	var applications sites.Register
	if only := user.Extent("planning.write"); !only.None() {
		if applications, err = sites.PlanningRegister(ctx, db, sites.RegisterFilter{View: planningViewOf(user), Only: &only}, today); err != nil {
			return nil, err
		}
	}
	for _, a := range applications.Items {
		address, where := fmt.Sprintf("/sites/%d#planning", a.Site.ID), " ("+a.Site.Name+")"
		if a.State == "waiting" || a.State == "in_time" || a.State == "due" || a.State == "overdue" {
			add(fmt.Sprintf("decision-%d", a.ID), a.DueOn, "Planning decision due"+where, address)
		}
		if a.State == "decided" || a.State == "expiring" {
			add(fmt.Sprintf("expiry-%d", a.ID), a.ExpiresOn, "Planning permission lapses"+where, address)
		}
		add(fmt.Sprintf("planning-condition-%d", a.ID), a.ConditionDueOn, "Planning condition due"+where, address)
	}
	return list, nil
}

// feed is the days as whole days, each with its page. One that moves keeps its UID, so that a
// calendar moves it too.
func (r *request) feed(c *fiber.Ctx, days []ownDay) *ical.Calendar {
	cal := ical.NewCalendarFor("Homeground")
	cal.SetProductId("-//Homeground//Homeground//EN")
	cal.SetMethod(ical.MethodPublish)
	cal.SetXWRCalName("Homeground")
	cal.SetRefreshInterval("PT6H")
	home := c.BaseURL()
	if r.url != nil {
		home = strings.TrimSuffix(r.url.String(), "/")
	}
	for _, d := range days {
		from := d.day.Time()
		e := cal.AddEvent(d.uid + "@" + strings.TrimPrefix(strings.TrimPrefix(home, "https://"), "http://"))
		e.SetDtStampTime(r.now())
		e.SetAllDayStartAt(from)
		e.SetAllDayEndAt(from.Add(24 * time.Hour))
		e.SetSummary(d.summary)
		e.SetURL(home + d.address)
		e.SetTimeTransparency(ical.TransparencyTransparent)
	}
	return cal
}
