package accounts

import (
	"strings"
	"testing"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

func TestSavedViews(t *testing.T) {
	db, now := storetest.Open(t), noon
	person := func(email string) User {
		p := active(t, db, email, Role{Role: "viewer"})
		return User{ID: p.ID, Name: p.Name}
	}
	lee, sam := person("lee@council.example"), person("sam@council.example")
	text := func(s string) *string { return &s }
	yes := true

	mine, err := SaveView(ctx, db, lee, "  Land in the north ", "?kind=nhs_land&layers=need", false, now)
	if err != nil || mine.Name != "Land in the north" || mine.Query != "kind=nhs_land&layers=need" || !mine.Own || mine.Version != 1 || mine.By != lee.Name {
		t.Fatalf("%+v, %v", mine, err)
	}
	for _, c := range []struct{ name, query, want string }{
		{"", "kind=x", "name"}, {"two\nlines", "", "name"}, {strings.Repeat("x", 201), "", "name"},
		{"Land in the north", "", "of that name"}, {"Broken", "q=%zz", "query"}, {"A page", "a b", "query"}, {"Long", strings.Repeat("x", 2001), "query"},
	} {
		if err := db.SavePoint("before").Error; err != nil {
			t.Fatal(err)
		}
		_, err := SaveView(ctx, db, lee, c.name, c.query, false, now)
		wantProblem(t, err, problem.Invalid, c.want)
		db.RollbackTo("before")
	}

	_, err = FindView(ctx, db, sam, mine.ID) // not shared: like one that is not there
	wantProblem(t, err, problem.NotFound, "")
	_, err = DeleteView(ctx, db, sam, mine.ID, 1)
	wantProblem(t, err, problem.NotFound, "")
	shared, err := ChangeView(ctx, db, lee, mine.ID, 1, ViewChange{Name: text("Land"), Shared: &yes})
	if err != nil || shared.Name != "Land" || !shared.Shared || shared.Version != 2 || shared.Query != mine.Query {
		t.Fatalf("%+v, %v", shared, err)
	}
	seen, err := FindView(ctx, db, sam, mine.ID)
	if err != nil || seen.Own || seen.By != lee.Name {
		t.Errorf("%+v, %v", seen, err)
	}
	_, err = ChangeView(ctx, db, sam, mine.ID, 2, ViewChange{Name: text("Mine now")})
	wantProblem(t, err, problem.Denied, "Only ")
	_, err = ChangeView(ctx, db, lee, mine.ID, 1, ViewChange{Name: text("Late")})
	wantProblem(t, err, problem.Stale, "view")

	if _, err := SaveView(ctx, db, sam, "Land", "", false, now); err != nil { // a name is one's own
		t.Error(err)
	}
	list, err := Views(ctx, db, sam)
	if err != nil || len(list) != 2 || !list[0].Own || list[1].By != lee.Name {
		t.Errorf("%+v, %v", list, err)
	}
	_, err = DeleteView(ctx, db, sam, mine.ID, 2)
	wantProblem(t, err, problem.Denied, "Only ")
	admin := User{ID: sam.ID, Name: sam.Name, Roles: []Role{{Role: "administrator"}}}
	_, err = ChangeView(ctx, db, admin, mine.ID, 2, ViewChange{Name: text("Tidy")}) // its words are its maker's
	wantProblem(t, err, problem.Denied, "Only ")
	if err := db.SavePoint("shared").Error; err != nil {
		t.Fatal(err)
	}
	if _, err := DeleteView(ctx, db, admin, mine.ID, 2); err != nil {
		t.Error(err)
	}
	db.RollbackTo("shared")
	if _, err := DeleteView(ctx, db, lee, mine.ID, 2); err != nil {
		t.Error(err)
	}
	if list, err = Views(ctx, db, lee); err != nil || len(list) != 0 {
		t.Errorf("after it was deleted: %+v, %v", list, err)
	}
	for range mostViews {
		if err := db.Exec(`INSERT INTO saved_views (user_id, name, query, made_at) VALUES (?, 'v' || random(), '', ?)`, lee.ID, now).Error; err != nil {
			t.Fatal(err)
		}
	}
	_, err = SaveView(ctx, db, lee, "One more", "", false, now)
	wantProblem(t, err, problem.Clash, "Delete one")
}
