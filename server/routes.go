package server

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

// routes is every address there is, each with its right: a line of accounts/rights.csv,
// with "of" the kind of record whose owner decides; anyone, or signedIn. What is confirmed
// wants the password once more. An address that is not here does not answer (see unlisted).
func (s *server) routes(app *fiber.App, api huma.API) {
	t := &table{server: s, app: app, api: api}

	get(t, "/summary", "summary", "What there is and what is needed, in one answer", "demand.read", (*request).summary)
	get(t, "/authorities", "listAuthorities", "The region's authorities", "demand.read", (*request).authorities)
	get(t, "/sites", "listSites", "The register of sites, under their public names and positions", "site.read", (*request).sites)
	get(t, "/sites/{id}", "readSite", "One site, with what it reaches and what is proposed for it", "site.read of site", (*request).site)
	get(t, "/sites/{id}/exact", "readExactSite", "A site's exact place and identity; a look at a restricted one is recorded", "site.exact of site", (*request).exactSite)
	get(t, "/sites/{id}/constraints", "listConstraints", "What a site lies in: green belt, flood zones and the like, with what was not checked; of a restricted one a look, for those with the right", "site.read of site", (*request).constraints)
	get(t, "/sites/{id}/documents", "listDocuments", "A site's documents and photographs; of a restricted one a look, for those with the right", "document.read of site", (*request).documents)
	act(t, http.MethodPut, "/uploads/{upload}/{part}", "putPart", "Send a piece of a file that a document is made of", "document.write", (*request).putPart)
	create(t, "/sites/{id}/documents", "addDocument", "Make a document of the pieces that were sent", "document.write of site", (*request).addDocument)
	createOn(t, "/documents/{id}/removal", "removeDocument", "Take a document's content out, saying why", "document.write of document", (*request).removeDocument)
	plain(t, http.MethodGet, "/api/v1/documents/:id/file", "document.read of document", (*request).documentFile)
	get(t, "/cells", "listCells", "Small areas with their estimated need and hot-spot class", "demand.read", (*request).cells)
	get(t, "/demand/settings", "readDemandSettings", "The assumptions need is estimated under", "demand.read", (*request).demandSettings)
	change(t, http.MethodPatch, "/demand/settings", "changeDemandSettings", "Change the assumptions; need and hot-spots follow at once", "demand.settings"+confirmed, (*request).changeDemandSettings)
	get(t, "/options", "listOptions", "The options, ranked", "option.read", (*request).options)
	get(t, "/options/{id}", "readOption", "One option, with its stages and the spread of its opening", "option.read of option", (*request).option)
	get(t, "/stages/{id}", "readStage", "One stage of an option", "option.read of stage", (*request).stage)
	change(t, http.MethodPatch, "/stages/{id}", "changeStage", "Change a stage's range; the ranking follows at once", "option.write of stage", (*request).changeStage)
	get(t, "/choice", "readChoice", "The options marked as chosen, and what is left of the grant", "option.read", (*request).choice)
	change(t, http.MethodPut, "/choice/{id}", "chooseOption", "Mark an option as chosen; it becomes a project", "option.write of option", (*request).choose)
	change(t, http.MethodDelete, "/choice/{id}", "unchooseOption", "Take the mark away, while the project has no history", "option.write of option", (*request).unchoose)
	get(t, "/projects", "listProjects", "The projects, by opening", "project.read", (*request).projects)
	get(t, "/projects/{id}", "readProject", "One project, with its milestones, slips, risks and conditions", "project.read of project", (*request).project)
	get(t, "/milestones/{id}", "readMilestone", "One milestone of a project", "project.read of milestone", (*request).milestone)
	createOn(t, "/milestones/{id}/slips", "slipMilestone", "Move a milestone's forecast, saying why", "milestone.write of milestone", (*request).slipMilestone)
	own(t, http.MethodPost, "/milestones/{id}/slips/preview", "previewSlip", "What moving a forecast would do; nothing is saved", "project.read of milestone", (*request).previewSlip)
	get(t, "/progress", "listProgress", "The table of progress the funder receives", "project.read", (*request).progress)
	plain(t, http.MethodGet, "/api/v1/progress.csv", "progress.export", (*request).progressCSV)
	get(t, "/imports", "listImports", "What came in, and what became of it", "import.read", (*request).imports)

	get(t, "/session", "readSession", "Who is signed in here, and what they may do", anyone, (*request).session)
	own(t, http.MethodPost, "/session", "signIn", "Sign in with e-mail address and password", anyone, (*request).signIn)
	own(t, http.MethodPost, "/session/demonstration", "signInDemonstration", "Sign in as one of the demonstration's people", anyone, (*request).signInDemonstration)
	act(t, http.MethodDelete, "/session", "signOut", "Sign out here", signedIn, (*request).signOut)
	act(t, http.MethodDelete, "/sessions", "signOutEverywhere", "Sign out everywhere", signedIn, (*request).signOutEverywhere)
	own(t, http.MethodPost, "/setup", "setUp", "Make the first administrator, with the code printed at the first start", anyone, (*request).setUp)
	own(t, http.MethodPost, "/invitations/accept", "acceptInvitation", "Choose a password, with the code of an invitation", anyone, (*request).acceptInvitation)
	own(t, http.MethodPut, "/password", "changePassword", "Change one's own password; everywhere else is signed out", signedIn, (*request).changePassword)
	own(t, http.MethodPost, "/session/confirm", "confirmPassword", "Give one's password once more, for what must be confirmed", signedIn, (*request).confirmPassword)
	act(t, http.MethodPost, "/second-step", "beginSecondStep", "Begin setting up a second step, or another phone", signedIn+confirmed, (*request).beginSecondStep)
	own(t, http.MethodPut, "/second-step", "confirmSecondStep", "Turn the second step on with its first code; the answer has the recovery codes, once", signedIn+confirmed, (*request).confirmSecondStep)
	act(t, http.MethodPost, "/second-step/recovery-codes", "makeRecoveryCodes", "Make new recovery codes, shown this once; the old ones end", signedIn+confirmed, (*request).makeRecoveryCodes)
	get(t, "/users", "listUsers", "The people with an account", "people", (*request).users)
	get(t, "/users/{id}", "readUser", "One person with an account", "people of user", (*request).user)
	create(t, "/users", "inviteUser", "Invite someone; the answer has the code of their invitation, once", "people"+confirmed, (*request).inviteUser)
	change(t, http.MethodPatch, "/users/{id}", "changeUser", "Change a name, or let someone in or out", "people of user", (*request).changeUser)
	change(t, http.MethodPut, "/users/{id}/roles", "setRoles", "Give someone these roles and no others; not oneself", "people of user"+confirmed, (*request).setRoles)
	create(t, "/users/{id}/invitations", "inviteAgain", "Make a new code to choose a password with; older ones end", "people of user", (*request).inviteAgain)
	act(t, http.MethodDelete, "/users/{id}/sessions", "endSessions", "Sign someone out everywhere", "people of user", (*request).endSessions)
	act(t, http.MethodDelete, "/users/{id}/second-step", "resetSecondStep", "Take away someone's second step, who lost phone and codes", "people of user"+confirmed, (*request).resetSecondStep)
	get(t, "/tokens", "listTokens", "One's own tokens; an administrator sees everyone's", "token", (*request).tokens)
	create(t, "/tokens", "makeToken", "Make a token for a program; the answer has its secret, once", "token", (*request).makeToken)
	act(t, http.MethodDelete, "/tokens/{id}", "revokeToken", "End a token", "token", (*request).revokeToken)
	get(t, "/audit", "searchAudit", "Who changed what, newest first", "audit.read", (*request).audit)
	get(t, "/history/{object}/{id}", "readHistory", "Everything that happened to one record", "audit.read", (*request).history)

	plain(t, http.MethodGet, "/tiles/:layers/:z/:x/:y.mvt", signedIn, (*request).tile)
	plain(t, http.MethodGet, "/healthz", anyone, (*request).alive)
	plain(t, http.MethodGet, "/readyz", anyone, (*request).ready)
	plain(t, http.MethodGet, "/api/docs", anyone, reader(api))
	plain(t, http.MethodGet, "/*", anyone, pages())
}
