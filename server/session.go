package server

import (
	"context"
	"net/http"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
)

// sessionBody is who is signed in here, and what they may do.
type sessionBody struct {
	SignedIn           bool                `json:"signed_in"`
	SetUp              bool                `json:"set_up" doc:"There is an account; before that the first one is made with the code printed at the start"`
	Demonstration      bool                `json:"demonstration"`
	CSRF               string              `json:"csrf,omitempty" doc:"Goes with every change, as X-CSRF-Token"`
	Confirmed          bool                `json:"confirmed" doc:"The password was given in the last five minutes"`
	User               *signedInUser       `json:"user,omitempty"`
	Rights             map[string]string   `json:"rights" doc:"By right: all, own or funded"`
	DemonstrationUsers []demonstrationUser `json:"demonstration_users,omitempty"`
}

// demonstrationUser is somebody of the demonstration, as the sign-in page lists them.
type demonstrationUser struct {
	ID           int64  `json:"id"`
	Name         string `json:"name"`
	RolesInWords string `json:"roles_in_words"`
}

type signedInUser struct {
	ID            int64               `json:"id"`
	Name          string              `json:"name"`
	Email         string              `json:"email"`
	Demonstration bool                `json:"demonstration" doc:"Made up, and without a password"`
	Roles         []accounts.HeldRole `json:"roles"`

	SecondStep *accounts.SecondStep `json:"second_step,omitempty" doc:"Nobody of the demonstration has one"`
}

type sessionOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      sessionBody
}

func (r *request) session(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
	b := sessionBody{Demonstration: r.demonstration, Rights: map[string]string{}}
	var err error
	if b.SetUp, err = accounts.HasAccounts(ctx, r.db); err != nil {
		return nil, err
	}
	b.SetUp = b.SetUp || r.demonstration
	if r.by.ID == 0 {
		if r.demonstration {
			people, err := accounts.DemonstrationPeople(ctx, r.db)
			if err != nil {
				return nil, err
			}
			for _, p := range people {
				b.DemonstrationUsers = append(b.DemonstrationUsers, demonstrationUser{p.ID, p.Name, p.RolesInWords()})
			}
		}
		return &sessionOutput{Body: b}, nil
	}
	b.SignedIn, b.CSRF, b.Confirmed = true, r.visit.csrf, r.by.Confirmed
	p, err := accounts.FindPerson(ctx, r.db, r.by.ID)
	if err != nil {
		return nil, err
	}
	step, err := accounts.SecondStepOf(ctx, r.db, r.by.ID)
	if err != nil {
		return nil, err
	}
	b.User = &signedInUser{p.ID, p.Name, p.Email, p.Demonstration, p.Roles, step}
	for name := range accounts.Rights() {
		switch e := r.by.Extent(name); {
		case e.All:
			b.Rights[name] = "all"
		case e.Funded:
			b.Rights[name] = "funded"
		case !e.None():
			b.Rights[name] = "own"
		}
	}
	return &sessionOutput{Body: b}, nil
}

// begin answers with the session that has just begun, if it has, and gives the browser
// its cookie. The session it had before is over.
func (r *request) begin(ctx context.Context, s accounts.Session, err error) (*sessionOutput, error) {
	if err != nil {
		return nil, err
	}
	if r.visit.secret != "" {
		r.by.Acting = "own account"
		err := accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error { return accounts.SignOut(ctx, tx, r.by, r.visit.secret) })
		if err != nil && !isProblem(err, problem.SignIn) {
			return nil, err
		}
	}
	r.by, r.visit.csrf = s.User, s.CSRF
	out, err := r.session(ctx, nil)
	if err != nil {
		return nil, err
	}
	out.SetCookie = []http.Cookie{cookie(s.Secret, int(s.Ends.Sub(r.now()).Seconds()))}
	return out, nil
}

// cookie holds a session: for this host only, over TLS or on the loopback only, out of
// any script's reach, and not sent along from other sites' pages but for plain links.
func cookie(secret string, seconds int) http.Cookie {
	return http.Cookie{Name: cookieName, Value: secret, Path: "/", MaxAge: seconds, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

type signInInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Email    string `json:"email" maxLength:"320"`
		Password string `json:"password" maxLength:"2000"`
		Code     string `json:"code,omitempty" maxLength:"100" doc:"Of the second step: six digits, or a recovery code"`
	}
}

func (r *request) signIn(ctx context.Context, in *signInInput) (*sessionOutput, error) {
	s, err := accounts.SignIn(ctx, r.db, in.Body.Email, in.Body.Password, in.Body.Code, r.from(in.UserAgent), r.now())
	return r.begin(ctx, s, err)
}

// from is where someone signs in from.
func (r *request) from(agent string) accounts.From {
	return accounts.From{Address: r.visit.address, Agent: agent, Request: r.visit.number}
}

type demonstrationInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		ID int64 `json:"id" minimum:"1"`
	}
}

func (r *request) signInDemonstration(ctx context.Context, in *demonstrationInput) (*sessionOutput, error) {
	if !r.demonstration {
		return nil, &problem.Problem{Kind: problem.NotFound, Text: nothingHere}
	}
	s, err := accounts.SignInDemonstration(ctx, r.db, in.Body.ID, r.from(in.UserAgent), r.now())
	return r.begin(ctx, s, err)
}

func (r *request) signOut(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
	if err := accounts.SignOut(ctx, r.db, r.by, r.visit.secret); err != nil {
		return nil, err
	}
	return r.gone(ctx)
}

func (r *request) signOutEverywhere(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
	if _, err := accounts.EndSessions(ctx, r.db, r.by.ID); err != nil {
		return nil, err
	}
	return r.gone(ctx)
}

// gone answers as to somebody who has not signed in, and takes the cookie back.
func (r *request) gone(ctx context.Context) (*sessionOutput, error) {
	r.by = accounts.User{}
	out, err := r.session(ctx, nil)
	if err != nil {
		return nil, err
	}
	out.SetCookie = []http.Cookie{cookie("", -1)}
	return out, nil
}

type setUpInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Code     string `json:"code" maxLength:"200"`
		Name     string `json:"name" maxLength:"200"`
		Email    string `json:"email" maxLength:"320"`
		Password string `json:"password" maxLength:"2000"`
	}
}

func (r *request) setUp(ctx context.Context, in *setUpInput) (*sessionOutput, error) {
	s, err := accounts.SetUp(ctx, r.db, in.Body.Code, accounts.FirstAdministrator{Name: in.Body.Name, Email: in.Body.Email, Password: in.Body.Password}, r.from(in.UserAgent), r.now())
	return r.begin(ctx, s, err)
}

type invitationInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Code     string `json:"code" maxLength:"200"`
		Password string `json:"password" maxLength:"2000"`
	}
}

func (r *request) acceptInvitation(ctx context.Context, in *invitationInput) (*sessionOutput, error) {
	s, err := accounts.AcceptInvitation(ctx, r.db, in.Body.Code, in.Body.Password, r.from(in.UserAgent), r.now())
	if err == nil && s.Secret == "" { // with a second step they sign in with both
		return r.gone(ctx)
	}
	return r.begin(ctx, s, err)
}

type passwordInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Current  string `json:"current" maxLength:"2000"`
		Password string `json:"password" maxLength:"2000"`
	}
}

func (r *request) changePassword(ctx context.Context, in *passwordInput) (*sessionOutput, error) {
	s, err := accounts.ChangePassword(ctx, r.db, r.by, in.Body.Current, in.Body.Password, r.from(in.UserAgent), r.now())
	return r.begin(ctx, s, err)
}

type confirmInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Password string `json:"password" maxLength:"2000"`
	}
}

func (r *request) confirmPassword(ctx context.Context, in *confirmInput) (*sessionOutput, error) {
	if err := accounts.ConfirmPassword(ctx, r.db, r.by, in.Body.Password, r.from(in.UserAgent), r.now()); err != nil {
		return nil, err
	}
	r.by.Confirmed = true
	return r.session(ctx, nil)
}

func (r *request) beginSecondStep(ctx context.Context, _ *struct{}) (*answer[accounts.NewStep], error) {
	step, err := accounts.BeginSecondStep(ctx, r.db, r.by)
	return &answer[accounts.NewStep]{step}, err
}

type codeInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Code string `json:"code" maxLength:"100"`
	}
}

type secondStepOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      struct {
		Session       sessionBody `json:"session"`
		RecoveryCodes []string    `json:"recovery_codes"`
	}
}

func (r *request) confirmSecondStep(ctx context.Context, in *codeInput) (*secondStepOutput, error) {
	s, codes, err := accounts.ConfirmSecondStep(ctx, r.db, r.by, in.Body.Code, r.from(in.UserAgent), r.now())
	begun, err := r.begin(ctx, s, err)
	if err != nil {
		return nil, err
	}
	out := &secondStepOutput{SetCookie: begun.SetCookie}
	out.Body.Session, out.Body.RecoveryCodes = begun.Body, codes
	return out, nil
}

// codes are recovery codes, shown this once.
type codes struct {
	RecoveryCodes []string `json:"recovery_codes"`
}

func (r *request) makeRecoveryCodes(ctx context.Context, _ *struct{}) (*answer[codes], error) {
	list, err := accounts.MakeRecoveryCodes(ctx, r.db, r.by)
	return &answer[codes]{codes{list}}, err
}
