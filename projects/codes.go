package projects

import "fmt"

// MilestoneNames are the names of M01 to M27, in order.
var MilestoneNames = [27]string{
	"Idea logged", "Demand case", "Feasibility", "Heads of terms", "Board approval", "Grant agreement", "Match confirmed",
	"Design frozen", "Pre-application", "Submitted", "Valid", "Decision", "Pre-commencement conditions", "Tender", "Contract",
	"Start on site", "Practical completion", "Building control and fire safety", "Registered manager", "Statement of purpose",
	"Ofsted application", "Ofsted visit", "Ofsted registered", "First child placed", "Full capacity", "End of defects", "Grant closed",
}

// MilestoneName is the name of a code, M01 to M27, or the code itself.
func MilestoneName(code string) string {
	for i, name := range MilestoneNames {
		if code == fmt.Sprintf("M%02d", i+1) {
			return name
		}
	}
	return code
}
