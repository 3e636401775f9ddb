package server_test

import (
	"fmt"
	"strings"
	"testing"

	"homeground/accounts"
)

// TestDocumentsLeaveInASandbox hands a document out: to be kept, under its name, and
// never to run anything here.
func TestDocumentsLeaveInASandbox(t *testing.T) {
	d := open(t)
	lead := d.somebody("Lee", accounts.Role{Role: "property_lead", AuthorityCode: portsmouth})
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-23'`)
	d.waits(lead)
	d.as(lead).answered("POST", fmt.Sprintf("/api/v1/sites/%d/documents", site),
		`{"upload":"`+upload+`","parts":1,"sha256":"`+sum("%PDF-1.7\n")+`","file_name":"Geb\u00e4ude \"A\".html","title":"Lease"}`, &struct{}{})
	id := d.number(`SELECT max(id) FROM documents`)
	status, h, body := d.as(lead).ask("GET", fmt.Sprintf("/api/v1/documents/%d/file", id), "")
	if status != 200 || body != "%PDF-1.7\n" {
		t.Fatalf("%d %s", status, body)
	}
	for name, want := range map[string]string{"Content-Type": "application/pdf", "Content-Security-Policy": "default-src 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
		"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Content-Disposition": `attachment; filename="Geb_ude _A_.html.pdf"; filename*=UTF-8''Geb%C3%A4ude%20%22A%22.html.pdf`} {
		if got := h.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'looked' AND user_id = ?`, lead.id); n != 1 {
		t.Errorf("%d looks are noted, want 1", n)
	}
	admin := d.somebody("Ada", accounts.Role{Role: "administrator"})
	if status, _, _ := d.as(admin).ask("GET", fmt.Sprintf("/api/v1/documents/%d/file", id), ""); status != 404 {
		t.Errorf("without the right to the place: %d", status)
	}
	if status, _, body := d.as(lead).ask("POST", fmt.Sprintf("/api/v1/documents/%d/removal", id), `{"because":" "}`); status != 422 || !strings.Contains(body, "body.because") {
		t.Errorf("without a reason: %d %s", status, body)
	}
	if status, _, body := d.as(admin).ask("POST", fmt.Sprintf("/api/v1/documents/%d/removal", id), `{"because":"It names a child"}`); status != 201 {
		t.Errorf("%d %s", status, body)
	}
	if status, _, _ := d.as(lead).ask("GET", fmt.Sprintf("/api/v1/documents/%d/file", id), ""); status != 404 {
		t.Errorf("after it was taken out: %d", status)
	}
	if status, _, body := d.as(lead).ask("GET", fmt.Sprintf("/api/v1/sites/%d/documents", site), ""); status != 200 || !strings.Contains(body, `"removed_because":"It names a child"`) {
		t.Errorf("the list after: %d %s", status, body)
	}
}
