// Made from the server's OpenAPI document by npm run api: do not edit.
export interface paths {
    "/api/v1/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application */
        get: operations["readApplication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an application; its dates follow at once */
        patch: operations["changeApplication"];
        trace?: never;
    };
    "/api/v1/applications/{id}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a condition of a permission */
        post: operations["addPlanningCondition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record an event in an application's log */
        post: operations["addEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}/exact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of an application tells where its site is; a look at a restricted one is recorded */
        get: operations["readExactApplication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appraisals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved appraisals: criteria and weights, frozen under a name in versions */
        get: operations["listAppraisals"];
        put?: never;
        /** Freeze criteria and weights under a name; under one there is, as its next version */
        post: operations["saveAppraisal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appraisals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One saved appraisal */
        get: operations["readAppraisal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appraisals/{id}/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have options ranked by it from now on; If-Match names the programme's version */
        put: operations["makeAppraisalCurrent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, newest first */
        get: operations["searchAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The region's authorities */
        get: operations["listAuthorities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/best-set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The best set of options under the grant and the rules, proven; the next best, and what more grant would buy */
        get: operations["findBestSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budget-lines/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One line of a project's budget, with what was posted to it */
        get: operations["readBudgetLine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a line's amount, or what is still to come */
        patch: operations["changeBudgetLine"];
        trace?: never;
    };
    "/api/v1/budget-lines/{id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move budget to another line, of the same project or another of its programme: at once up to the programme's limit, above it when the board approves */
        post: operations["askTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Small areas with their estimated need and hot-spot class */
        get: operations["listCells"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cells/{code}/working": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a small area's z was worked out, with its neighbours */
        get: operations["readCellWorking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/change-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One change request, with its decision */
        get: operations["readChangeRequest"];
        put?: never;
        post?: never;
        /** Take a change request back before it is decided */
        delete: operations["withdrawChange"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/change-requests/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve or refuse a change request; approved, its baselines and places are the project's */
        put: operations["decideChange"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The options that are projects, and what is left of the grant */
        get: operations["readChoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The smallest changes that would bring an option into the best set */
        get: operations["readChoiceChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything the board weighs when it chooses, as of one moment */
        get: operations["readPaper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/paper/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The board paper as one page of HTML that needs nothing beside it */
        get: operations["readPaperPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/paper/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The board paper as a tagged PDF, where the server has a Chromium */
        get: operations["readPaperPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What every set must keep: match within what each authority has pledged, and the least number of options in a hub */
        get: operations["readChoiceRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change pledges and least numbers of those named; If-Match names the programme's version */
        patch: operations["changeChoiceRules"];
        trace?: never;
    };
    "/api/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What several sites reach within 20 miles of their public positions: together, more than one of them, each alone */
        get: operations["compareSites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of grant conditions: what is open by its day, then what is settled */
        get: operations["listConditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One condition, with everything that became of it and what shows that it is met */
        get: operations["readCondition"];
        /** Write a condition anew */
        put: operations["changeCondition"];
        post?: never;
        /** Take a condition back that was entered by mistake, while nothing has become of it */
        delete: operations["removeCondition"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a document that shows a condition is met of the pieces that were sent */
        post: operations["addEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conditions/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a condition to another state, saying why */
        post: operations["moveCondition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/constraints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The areas of the imported layers of constraints */
        get: operations["listConstraintAreas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/constraints/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The imported layers of constraints, each with its source and date */
        get: operations["listConstraintLayers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imported counts of children, small ones suppressed and others with them so that none can be worked out */
        get: operations["listCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the open homes cover within 20 miles of the imported counts of one cohort, by stand-ins where a count is suppressed */
        get: operations["readCountCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/hotspots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hot-spots among the imported counts of one cohort, by stand-ins where a count is suppressed */
        get: operations["findCountHotspots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/observed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imported counts as they came in; each look is recorded */
        get: operations["listObservedCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counts/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The periods there are imported counts of */
        get: operations["listCountPeriods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the open homes cover of the need within 20 miles, by area; and what they would cover with options too */
        get: operations["readCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the board decided, the newest first */
        get: operations["listDecisions"];
        put?: never;
        /** Record what the board chose, frozen with everything it weighed */
        post: operations["recordDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One decision with the paper it was made by, as it was */
        get: operations["readDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn a decision's options into projects, all or none */
        put: operations["approveDecision"];
        post?: never;
        /** Take the approval and its projects back, while none has a history */
        delete: operations["unapproveDecision"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would be chosen today for what a decision was asked for, and what has changed since */
        get: operations["readDecisionNow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/paper/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A decision and the board paper it was made by, as one page of HTML */
        get: operations["readDecisionPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/paper/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A decision and the board paper it was made by, as a tagged PDF */
        get: operations["readDecisionPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demand/cohorts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cohorts that need is estimated for, from published totals by age band, need, placement or origin */
        get: operations["listDemandCohorts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demand/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The other days that need is estimated or projected for */
        get: operations["listDemandDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/demand/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The assumptions need is estimated under */
        get: operations["readDemandSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the assumptions; need and hot-spots follow at once */
        patch: operations["changeDemandSettings"];
        trace?: never;
    };
    "/api/v1/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether one has the weekly e-mail of what is due and overdue */
        get: operations["readDigest"];
        /** Ask for the weekly e-mail of what is due and overdue, or for none */
        put: operations["setDigest"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/documents/{id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a document's content out, saying why */
        post: operations["removeDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/elsewhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where new homes would cover the most need that no open home covers within 20 miles */
        get: operations["findElsewhere"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/{id}/strike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Strike out an event recorded in error; If-Match is the application's ETag */
        post: operations["strikeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One document that shows a condition is met */
        get: operations["readEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evidence/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Accept or refuse a document, never by who added it */
        put: operations["reviewEvidence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funding/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One part of what pays for a project */
        get: operations["readFunding"];
        /** Change who gives match for a project, how much, and whether it is secured */
        put: operations["changeFunding"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gazetteer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a postcode, property, place or grid reference is, by published data; never by the sites */
        get: operations["findPlace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hexagons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hexagons on the national grid with the need of their small areas, and hot-spot class */
        get: operations["listHexagons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hexagons/{code}/working": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a hexagon's z was worked out, with its neighbours */
        get: operations["readHexagonWorking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The highlight reports that were kept at the start of each month */
        get: operations["listHighlights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The highlight report of all projects, as one page of HTML */
        get: operations["readPortfolioPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The highlight report of all projects, as a tagged PDF, where the server has a Chromium */
        get: operations["readPortfolioPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights/{id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A highlight report as it was kept, byte for byte */
        get: operations["readKeptHighlightPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/highlights/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A highlight report as it was kept, as a tagged PDF, where the server has a Chromium */
        get: operations["readKeptHighlightPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history/{object}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that happened to one record */
        get: operations["readHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What came in, and what became of it */
        get: operations["listImports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a password, with the code of an invitation */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/{id}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reverse an entry, once, saying why */
        post: operations["reverseEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/milestones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One milestone of a project */
        get: operations["readMilestone"];
        /** Record that a milestone was reached, or take that back; its owner, its evidence and what it waits for */
        put: operations["changeMilestone"];
        post?: never;
        /** Take a milestone out of a plan, while it has no history */
        delete: operations["removeMilestone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/milestones/{id}/slips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a milestone's forecast, saying why */
        post: operations["slipMilestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/milestones/{id}/slips/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What moving a forecast would do; nothing is saved */
        post: operations["previewSlip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/need": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Need by hub, authority, district, middle layer area or postcode district: the exact sums of their small areas */
        get: operations["listNeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What others did lately that concerns oneself */
        get: operations["listNotifications"];
        /** Note that they were read, up to the seq that the list gave as its latest */
        put: operations["markNotificationsRead"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ofsted-events/{id}/strike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Strike out what was entered in error, saying why */
        post: operations["strikeOfstedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The options, ranked */
        get: operations["listOptions"];
        put?: never;
        /** Propose an option, with the stages of its route's template */
        post: operations["proposeOption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One option, with its stages and the spread of its opening */
        get: operations["readOption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what a proposal says; a template replaces its stages */
        patch: operations["changeOption"];
        trace?: never;
    };
    "/api/v1/options/{id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Duplicate an option with all that is its */
        post: operations["copyOption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What may be done with an option's site, side by side on Green Book lines: nothing, closing it, and every option for it */
        get: operations["readOptionCourses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}/money": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an option's home would earn, cost and be left with, under stated assumptions */
        get: operations["readOptionMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When an option would open if its stages took other times, were not needed or started on another day, beside what is recorded; nothing is kept */
        get: operations["supposeOpening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give an option these stages, and what each follows */
        put: operations["setStages"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/options/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Withdraw an option, saying why, or bring it back */
        put: operations["setOptionState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations whose name holds a text, at most 20 */
        get: operations["listOrganisations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change one's own password; everywhere else is signed out */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The planning register: what is due, overdue and expiring */
        get: operations["planningRegister"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning-conditions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a condition; the answer is its application */
        patch: operations["changePlanningCondition"];
        trace?: never;
    };
    "/api/v1/planning/authorities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The planning authorities */
        get: operations["listPlanningAuthorities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/holidays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bank holidays of England and Wales, those struck out too */
        get: operations["listBankHolidays"];
        put?: never;
        /** Add a bank holiday, as one proclaimed; every date follows at once */
        post: operations["addBankHoliday"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/holidays/{id}/strike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Strike out a bank holiday, saying why; every date follows at once */
        post: operations["strikeBankHoliday"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/planning/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules that clocks go by, present and past, with their sources */
        get: operations["listPlanningRules"];
        put?: never;
        /** Add a rule that holds from a day on; every date follows at once */
        post: operations["addPlanningRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The region's sites in figures, by hub and authority, each with the list that makes it */
        get: operations["readPortfolio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/precedents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record how long a route took somewhere */
        post: operations["addPrecedent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grants there are, the one being worked on first */
        get: operations["listProgrammes"];
        put?: never;
        /** Record a grant by its first letter */
        post: operations["addProgramme"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a grant stands: award, letters, spend against profile, match, payments, and what would be repayable */
        get: operations["readProgramme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a condition that binds a whole grant */
        post: operations["addProgrammeCondition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a grant letter; the award, its dates and its years follow it */
        post: operations["recordLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record what was scheduled, claimed, paid, stopped, paid back or written off */
        post: operations["recordPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/repayable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of a grant would be repayable if something happened, on any day, by project and site, with the working */
        get: operations["readRepayable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/programmes/{id}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the return of a quarter, or the revision of one that was accepted */
        post: operations["addReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The table of progress the funder receives */
        get: operations["listProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The projects, by opening */
        get: operations["listProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One project, with its milestones, slips, change requests, risks and conditions */
        get: operations["readProject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/budget-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a line to a project's budget */
        post: operations["addBudgetLine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/carry-forwards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a letter that lets a year's unspent grant be spent later */
        post: operations["recordCarryForward"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/change-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the board for new baselines, places or money */
        post: operations["askChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a grant condition of one project */
        post: operations["addProjectCondition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When a project is likely to open, from what was reached, and how that has changed */
        get: operations["readForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/funding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add who gives match for a project, secured or promised, in cash or in kind */
        post: operations["addFunding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/highlights/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's highlight report, as one page of HTML that needs nothing beside it */
        get: operations["readHighlightPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/highlights/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's highlight report, as a tagged PDF, where the server has a Chromium */
        get: operations["readHighlightPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entries that make a project's totals, the newest first */
        get: operations["readLedger"];
        put?: never;
        /** Post what a project has spent, owes, keeps back or has ordered */
        post: operations["postEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/milestones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a milestone to a plan: one of the 27, or the project's own */
        post: operations["addMilestone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/money": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's money: budget, spent, committed, to come and outturn, by category and year, and its cash flow */
        get: operations["readMoney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A project's ratings in five steps: delivery, spend, risk and the worst of them, with what is said against them */
        get: operations["readRatings"];
        put?: never;
        /** Say another rating than is worked out, with a reason, or take that back; both are shown */
        post: operations["overrideRating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/risks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a risk to a project */
        post: operations["addRisk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/slips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move several forecasts of a project with one reason, all or none */
        post: operations["slipMilestones"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{id}/slips/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What moving several forecasts would do; nothing is saved */
        post: operations["previewSlips"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What lies within 20 miles of a place: the need, and the ring to draw */
        get: operations["readReach"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One reading of every small area or hexagon, with the steps to colour a map by: need, unmet need, access, the gain of a new home, change, hot-spots */
        get: operations["readReadings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The returns to whoever gives a grant, the last first; drafts for those who make them */
        get: operations["listReturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One return: as certified, or filled in as the ledger and registers stand now, with its faults and what changed since the last */
        get: operations["readReturn"];
        /** Write what people write in a draft; everything else is filled in */
        put: operations["writeReturn"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a return that was submitted; then only a revision follows */
        post: operations["acceptReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Certify a return that was checked, never by who prepared it: its files are made once and kept */
        post: operations["certifyReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask or say something of a return, or answer it */
        post: operations["addReturnNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a return a step further, or open it again, saying why */
        post: operations["moveReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/risks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One risk of a project */
        get: operations["readRisk"];
        /** Write a risk anew */
        put: operations["changeRisk"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/robustness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In how many simulated worlds each option is in the best set, openings and costs drawn */
        get: operations["readRobustness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn the second step on with its first code; the answer has the recovery codes, once */
        put: operations["confirmSecondStep"];
        /** Begin setting up a second step, or another phone */
        post: operations["beginSecondStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-step/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new recovery codes, shown this once; the old ones end */
        post: operations["makeRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sensitivity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far each weight can move before another option comes first, and how often each takes each rank whatever the weights */
        get: operations["readSensitivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in here, and what they may do */
        get: operations["readSession"];
        put?: never;
        /** Sign in with e-mail address and password */
        post: operations["signIn"];
        /** Sign out here */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give one's password once more, for what must be confirmed */
        post: operations["confirmPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/demonstration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as one of the demonstration's people */
        post: operations["signInDemonstration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out everywhere */
        delete: operations["signOutEverywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first administrator, with the code printed at the first start */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of sites, under their public names and positions */
        get: operations["listSites"];
        put?: never;
        /** Enter a site; homes and secure units start restricted */
        post: operations["addSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/boundary/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Outlines of the sites near by that are not restricted, to draw along; nothing is saved */
        post: operations["findNeighbours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/boundary/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether an outline is one, where it is wrong, and its area; nothing is saved */
        post: operations["previewBoundary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One site, with what it reaches and what is proposed for it */
        get: operations["readSite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a site's public fields; null empties one */
        patch: operations["changeSite"];
        trace?: never;
    };
    "/api/v1/sites/{id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A site's applications, each with its log, clocks and conditions */
        get: operations["listApplications"];
        put?: never;
        /** Add an application to a site */
        post: operations["addApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/constraints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a site lies in: green belt, flood zones and the like, with what was not checked; of a restricted one a look, for those with the right */
        get: operations["listConstraints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A site's documents and photographs; of a restricted one a look, for those with the right */
        get: operations["listDocuments"];
        put?: never;
        /** Make a document of the pieces that were sent */
        post: operations["addDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/exact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A site's exact place and identity; a look at a restricted one is recorded */
        get: operations["readExactSite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change where a site is and what identifies it; of a restricted one with the right to its exact place */
        patch: operations["changeExactSite"];
        trace?: never;
    };
    "/api/v1/sites/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a site's operation or pipeline, saying why where that is asked */
        post: operations["moveSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note on a site; it is never changed */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/ofsted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What Ofsted found and did at a site: inspections and registration; of a restricted one a look, for those with the right */
        get: operations["listOfstedEvents"];
        put?: never;
        /** Enter what Ofsted found or did; of a restricted site with the right to its exact place */
        post: operations["addOfstedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a site its places by type, these and no others */
        put: operations["setPlaces"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/repayable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What of every grant would be repayable if something happened to a site */
        get: operations["readSiteRepayable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The planning routes that may be open for a site and works; it informs and asserts no law */
        get: operations["listPossibleRoutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/slips/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move back what a slip moved, while nothing of it has moved since */
        post: operations["undoSlip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stage of an option */
        get: operations["readStage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a stage's range; the ranking follows at once */
        patch: operations["changeStage"];
        trace?: never;
    };
    "/api/v1/standings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How projects stood on two days: what changed since the last board */
        get: operations["compareProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is and what is needed, in one answer */
        get: operations["summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an option by each route usually goes: its stages */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own tokens; an administrator sees everyone's */
        get: operations["listTokens"];
        put?: never;
        /** Make a token for a program; the answer has its secret, once */
        post: operations["makeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a token */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transfer, with its decision */
        get: operations["readTransfer"];
        put?: never;
        post?: never;
        /** Take a transfer back that waits */
        delete: operations["withdrawTransfer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve or refuse a transfer that waits */
        put: operations["decideTransfer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{upload}/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a piece of a file that a document is made of */
        put: operations["putPart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people with an account */
        get: operations["listUsers"];
        put?: never;
        /** Invite someone; the answer has the code of their invitation, once */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person with an account */
        get: operations["readUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a name, or let someone in or out */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/users/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a new code to choose a password with; older ones end */
        post: operations["inviteAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give someone these roles and no others; not oneself */
        put: operations["setRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/second-step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take away someone's second step, who lost phone and codes */
        delete: operations["resetSecondStep"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign someone out everywhere */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a file that was sent in pieces is a return that was certified here, or which of its values were changed; nothing is kept */
        post: operations["verifyFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own saved views of the map, and those others share */
        get: operations["listViews"];
        put?: never;
        /** Keep what the map shows under a name */
        post: operations["saveView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A saved view of one's own, or one that is shared */
        get: operations["readView"];
        put?: never;
        post?: never;
        /** Delete a saved view of one's own, or as an administrator one that is shared */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        /** Rename, share or renew a saved view of one's own */
        patch: operations["changeView"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInputBody: {
            remark?: string;
        };
        Added: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "document" | "photograph";
            /** Format: int64 */
            site_id: number;
            /** Format: int64 */
            version: number;
        };
        Application: {
            /** @enum {string} */
            appeal?: "lodged" | "validated" | "started" | "determined";
            /**
             * Format: date
             * @description The last day to appeal
             */
            appeal_by?: string;
            /** @enum {string} */
            appeal_outcome?: "allowed" | "dismissed" | "split" | "withdrawn";
            /** @description Conditions that stand in the way of a start on site */
            blocked_by: components["schemas"]["PlanningCondition"][] | null;
            /** @description How each date was worked out */
            clocks: components["schemas"]["Clock"][] | null;
            /** Format: date */
            committee_on?: string;
            /**
             * Format: date
             * @description The first day on which one of these is due
             */
            condition_due_on?: string;
            conditions: components["schemas"]["PlanningCondition"][] | null;
            /**
             * Format: int64
             * @description Conditions not yet discharged
             */
            conditions_open: number;
            /** Format: date */
            decided_on?: string;
            /** @enum {string} */
            decision?: "granted" | "refused" | "not_required";
            description?: string;
            /**
             * Format: date
             * @description While undecided: the extension agreed, or else where the statutory period ends
             */
            due_on?: string;
            environmental_statement: boolean;
            /** @description The log, by day */
            events: components["schemas"]["Event"][] | null;
            /**
             * Format: date
             * @description The last day to begin; of an outline permission, first to apply for the details
             */
            expires_on?: string;
            /**
             * Format: date
             * @description The extension agreed
             */
            extended_to?: string;
            householder: boolean;
            /** Format: int64 */
            id: number;
            major: boolean;
            /** @description A shop front and the like, no change of use */
            minor_commercial: boolean;
            /** @description The kinds of event, and which may be recorded as of today or of the day asked for */
            next: components["schemas"]["Next"][] | null;
            /**
             * Format: date
             * @description The day of the permission: of the decision, or of the appeal
             */
            permission_on?: string;
            planning_authority?: components["schemas"]["PlanningAuthority"];
            provenance: string;
            /** @description Of major development: a hospital, a school, criminal-justice accommodation */
            public_service_infrastructure: boolean;
            /** Format: date */
            received_on?: string;
            reference?: string;
            /** @description The state in one sentence */
            says: string;
            site: components["schemas"]["SiteNamed"];
            source?: string;
            /** Format: date */
            started_on?: string;
            /**
             * @description due: within a week. expiring: the permission, within six months
             * @enum {string}
             */
            state: "waiting" | "in_time" | "due" | "overdue" | "appeal" | "decided" | "expiring" | "lapsed" | "begun" | "closed";
            /** @enum {string} */
            status: "not_started" | "pending" | "invalidated" | "in_assessment" | "in_committee" | "awaiting_determination" | "determined" | "returned" | "withdrawn" | "closed";
            /**
             * Format: date
             * @description The last day of the statutory period, which no extension moves
             */
            target_on?: string;
            /** @enum {string} */
            type: "full" | "outline" | "reserved-matters" | "change-of-use" | "ldc-existing-use" | "ldc-prospective-use" | "prior-approval" | "lbc" | "s73" | "non-material-amendment" | "approval-condition" | "reg-3" | "reg-4" | "pre-application";
            /** Format: date */
            valid_on?: string;
            /** Format: int64 */
            version: number;
            /** @description The planning authority, the reference and all free texts are left out: they would tell where the site is */
            withheld: boolean;
        };
        ApplicationChange: {
            description?: string;
            environmental_statement?: boolean;
            householder?: boolean;
            major?: boolean;
            minor_commercial?: boolean;
            /** @description Its code */
            planning_authority?: string;
            public_service_infrastructure?: boolean;
            reference?: string;
            /** @enum {string} */
            type?: "full" | "outline" | "reserved-matters" | "change-of-use" | "ldc-existing-use" | "ldc-prospective-use" | "prior-approval" | "lbc" | "s73" | "non-material-amendment" | "approval-condition" | "reg-3" | "reg-4" | "pre-application";
        };
        Appraisal: {
            by: string;
            criteria: components["schemas"]["Criterion"][] | null;
            current: boolean;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            made_at: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        Appraisals: {
            items: components["schemas"]["Appraisal"][] | null;
            /**
             * Format: int64
             * @description What If-Match names when another is made current
             */
            programme_version: number;
            /** Format: int64 */
            total: number;
        };
        AreaPage: {
            items: components["schemas"]["LayerArea"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        AreaReading: {
            /**
             * @description Of hot-spots, where there is a figure; the value is z
             * @enum {string}
             */
            class?: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            code: string;
            /**
             * Format: int64
             * @description null where there is no value, and for hot-spots
             */
            step: number | null;
            /**
             * Format: double
             * @description null where it is not known
             */
            value: number | null;
        };
        Assumed: {
            /** @enum {string} */
            code: "years" | "keeping" | "repaid";
            given: boolean;
            source?: string;
            /**
             * Format: int64
             * @description Years, or pence
             */
            value: number;
        };
        Assumption: {
            /** @enum {string} */
            code: "weekly_fee" | "yearly_cost" | "own_children" | "occupancy" | "zones" | "zone_saving";
            /** @description By who asks; else source says where it comes from */
            given: boolean;
            source?: string;
            /**
             * Format: int64
             * @description Pence, a number, or hundredths of a per cent of the places
             */
            value: number;
        };
        Attempt: {
            /** Format: int64 */
            accepted: number;
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            bytes: number;
            file: string;
            /** Format: int64 */
            id: number;
            kind: string;
            /** @enum {string} */
            outcome: "imported" | "nothing new" | "refused";
            /** Format: int64 */
            rejected: number;
            sha256: string;
            /** Format: int64 */
            unchanged: number;
            /** @description What followed from it that somebody should look at */
            warnings: string[] | null;
        };
        AuditPage: {
            items: components["schemas"]["Entry"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        Authority: {
            /** @description Its outline is for drawing only */
            approximate: boolean;
            /**
             * Format: int64
             * @description Children looked after, as published; left out where the publisher gave none
             */
            children?: number;
            /** Format: date */
            children_day?: string;
            /** @description The publisher's mark in place of a number */
            children_mark?: string;
            code: string;
            /** Format: date */
            ends?: string;
            hub: string;
            /** @description Where its name may be drawn */
            label?: number[];
            name: string;
            /**
             * Format: int64
             * @description Of these, places of homes known only by authority
             */
            places_no_position: number;
            /**
             * Format: int64
             * @description Places of homes open now, whoever runs them
             */
            places_open: number;
            provenance: string;
            /** Format: date */
            starts?: string;
            successors?: components["schemas"]["Successor"][] | null;
            /** Format: int64 */
            version: number;
        };
        BankHoliday: {
            /** Format: date-time */
            at: string;
            /** @description Who entered it; left out of those the program came with */
            by?: string;
            /** Format: date */
            day: string;
            /** Format: int64 */
            id: number;
            name: string;
            source: string;
            struck: boolean;
            struck_because?: string;
            /** Format: int64 */
            version: number;
        };
        BestOption: {
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            places: number;
            /** Format: int64 */
            rank: number;
            /** Format: double */
            score: number;
        };
        BestSet: {
            best: components["schemas"]["SetOf"];
            /** Format: double */
            bound: number;
            /**
             * Format: int64
             * @description The grant there is: what projects leave of the award, or as asked
             */
            budget_pence: number;
            /**
             * Format: int64
             * @description Options that it was chosen from
             */
            candidates: number;
            /** @description Another set is worth the same; this one needs least grant, or comes first */
            equal_best: boolean;
            /** @description What more grant would buy: each set, from its grant to that of the next, is worth most */
            frontier: components["schemas"]["SetOf"][] | null;
            /** @description No step of the frontier is missing */
            frontier_whole: boolean;
            left_out: components["schemas"]["LeftOut"][] | null;
            /** @description Where no set keeps the rules: each of these changes mends it */
            mended_by: components["schemas"]["Way"][] | null;
            next_best: components["schemas"]["SetOf"][] | null;
            next_proven: boolean;
            /** @enum {string} */
            objective: "places" | "in_time" | "score" | "covered";
            /** @description What a set must keep, each by its name; and whether it is off */
            rules: components["schemas"]["ChoiceRule"][] | null;
            /** @description Who has and who pays what of the best set, by authority; without a code: others who give match */
            shares: components["schemas"]["Share"][] | null;
            /**
             * @description Optimal: proven. Stopped: no set is worth more than the bound. Infeasible: no set keeps the rules
             * @enum {string}
             */
            status: "optimal" | "stopped" | "infeasible";
        };
        BoundaryInputBody: {
            /** @description GeoJSON Polygon or MultiPolygon, WGS 84 */
            boundary: unknown;
        };
        BreakEven: {
            /**
             * Format: double
             * @description Share of the places; above 1: at none
             */
            occupancy: number;
            /** Format: int64 */
            weekly_fee: number;
        };
        CarryForward: {
            /**
             * Format: int64
             * @description Carried forward by letters
             */
            agreed_pence: number;
            letters: components["schemas"]["CarryLetter"][] | null;
            /**
             * Format: int64
             * @description Unspent and not agreed
             */
            needed_pence: number;
            /**
             * Format: int64
             * @description Budget of eligible capital at the year's end, less what was spent of it by then
             */
            unspent_pence: number;
            /** Format: int64 */
            year: number;
        };
        CarryLetter: {
            /** @description Who agreed to it */
            agreed_by: string;
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: date
             * @description The day of the letter
             */
            letter_on: string;
            /**
             * Format: int64
             * @description Below 0: takes back what was entered wrongly
             */
            pence: number;
            /** Format: int64 */
            project_id: number;
            /** @description Of the letter */
            reference?: string;
            /**
             * Format: int64
             * @description The year its financial year begins in
             */
            year: number;
        };
        CarryWritten: {
            /** @description Who agreed to it */
            agreed_by: string;
            /**
             * Format: date
             * @description The day of the letter
             */
            letter_on: string;
            /**
             * Format: int64
             * @description Below 0: takes back what was entered wrongly
             */
            pence: number;
            /** @description Of the letter */
            reference?: string;
            /**
             * Format: int64
             * @description The year its financial year begins in
             */
            year: number;
        };
        CategorySums: {
            /** Format: int64 */
            budget_pence: number;
            category: string;
            /**
             * Format: int64
             * @description Ordered and not yet spent
             */
            committed_pence: number;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description Spent, committed and to come
             */
            outturn_pence: number;
            /**
             * Format: int64
             * @description Outturn less budget
             */
            over_pence: number;
            /**
             * Format: int64
             * @description Accrued, kept back and paid
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Forecast above what is spent and committed
             */
            to_come_pence: number;
        };
        CellEstimate: {
            /**
             * Format: double
             * @description Places for each child who needs one, as far as homes are near (E2SFCA); of a hexagon the mean of its small areas, weighted by need
             */
            access?: number;
            authority_code: string;
            authority_name: string;
            /**
             * Format: int64
             * @description Of a hexagon: the small areas whose centre lies in it
             */
            cells?: number;
            /**
             * Format: int64
             * @description Children living there, of the youngest published age band
             */
            children?: number;
            /** @enum {string} */
            class: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            code: string;
            /**
             * Format: double
             * @description Of a hexagon, where places were asked for: children whom a home of so many in its middle would cover
             */
            gain?: number;
            /**
             * Format: double
             * @description Getis-Ord Gi*
             */
            gi_z?: number;
            hub?: string;
            name: string;
            /** @description The same of the other day that was asked for; left out where it is not known of the whole area */
            other?: components["schemas"]["OtherDay"];
            /**
             * Format: double
             * @description Two-sided, before false discoveries are held down
             */
            p?: number;
            /** @description Its centre */
            position?: number[];
            /**
             * Format: double
             * @description Children needing a home in ten thousand children living there
             */
            rate_per_10000?: number;
            /**
             * Format: double
             * @description Deprivation score
             */
            score?: number;
            /** @enum {string} */
            score_basis?: "published" | "older cells" | "authority mean";
            /**
             * Format: int64
             * @description Children looked after, estimated, in thousandths of a child
             */
            thousandths: number;
            /**
             * Format: int64
             * @description Children who need a home and whom no open home within 20 miles covers, estimated, in thousandths of a child
             */
            unmet_thousandths?: number;
        };
        CellPage: {
            /**
             * Format: double
             * @description The distance the hot-spots were found with
             */
            band_metres?: number;
            /**
             * @description Made from published totals; nothing is claimed of observed children
             * @enum {string}
             */
            basis: "estimated";
            /** @description The cohort that was asked for: all figures are of it alone */
            cohort?: components["schemas"]["CohortFigures"];
            items: components["schemas"]["CellEstimate"][] | null;
            /**
             * @description What the hot-spots are of
             * @enum {string}
             */
            measure: "count" | "rate";
            next?: string;
            /** @description The other day that was asked for */
            other?: components["schemas"]["Series"];
            /** Format: int64 */
            total: number;
        };
        Certificate: {
            /** Format: date-time */
            at: string;
            by: string;
            files: components["schemas"]["ReturnFile"][] | null;
            /** @description SHA-256 of its canonical JSON (RFC 8785) */
            hash: string;
            /** Format: int64 */
            id: number;
            /** @description SHA-256 of the list of its files with theirs */
            manifest_hash: string;
            /** @description That of the return certified before it */
            previous?: string;
            signed_as: string;
        };
        CertifyInputBody: {
            /** @description As what you certify it, such as Section 151 officer */
            signed_as: string;
        };
        Change: {
            after?: string;
            before?: string;
            field: string;
        };
        ChangeAsked: {
            /**
             * Format: int64
             * @description More, or below zero less, than its budget
             */
            pence?: number;
            /**
             * Format: int64
             * @description More, or below zero fewer, than the project has
             */
            places?: number;
            reason: string;
            /** @description The baseline of each milestone still to come shall be its forecast as it is now */
            rebaseline?: boolean;
            title: string;
        };
        ChangeDecided: {
            reason: string;
            /** @enum {string} */
            state: "approved" | "refused";
        };
        ChangeRequest: {
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /** @description The baselines it asks for */
            days: components["schemas"]["Move"][] | null;
            /** Format: date-time */
            decided_at?: string;
            decided_by?: string;
            decision_reason?: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description 1, 2, 3 in its project
             */
            number: number;
            /**
             * Format: int64
             * @description More, or below zero less, than its budget
             */
            pence?: number;
            /**
             * Format: int64
             * @description More, or below zero fewer, than the project has
             */
            places?: number;
            reason: string;
            /** @description The baseline of each milestone still to come shall be its forecast as it is now */
            rebaseline?: boolean;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "withdrawn";
            title: string;
            /** Format: int64 */
            version: number;
        };
        Choice: {
            /** Format: int64 */
            award_pence: number;
            chosen: components["schemas"]["Option"][] | null;
            /** Format: int64 */
            grant_left_pence: number;
            /** Format: int64 */
            grant_used_pence: number;
            hubs: components["schemas"]["HubShare"][] | null;
            left_out: components["schemas"]["Option"][] | null;
            /** Format: int64 */
            match_pence: number;
            /** Format: date */
            open_by: string;
            /**
             * Format: double
             * @description Places times each option's chance of opening by the day, summed
             */
            open_in_time: number;
            /** Format: int64 */
            places: number;
        };
        ChoiceChanges: {
            /** Format: int64 */
            id: number;
            name: string;
            /** @description The smallest in a sentence */
            text: string;
            /** @description The smallest first; none: no single change nor other funding with sooner opening brings it in */
            ways: components["schemas"]["Way"][] | null;
        };
        ChoiceRule: {
            name: string;
            off: boolean;
            text: string;
        };
        Clock: {
            /** @description false: there is no such right, and working says so */
            allowed: boolean;
            /**
             * Format: date
             * @description Its last day; left out where there is none
             */
            ends?: string;
            /**
             * Format: date
             * @description The day it counts from
             */
            from: string;
            /** @description That the last day is a weekend or a bank holiday */
            note?: string;
            source?: string;
            /**
             * @description What ends: the authority's time to decide, the time to appeal, the permission
             * @enum {string}
             */
            what: "determination" | "appeal" | "lapse";
            working: string;
        };
        CodeInputBody: {
            code: string;
        };
        Codes: {
            recovery_codes: string[] | null;
        };
        CohortFigures: {
            age_band: string;
            /**
             * @description Made from published totals; nothing is claimed of observed children
             * @enum {string}
             */
            basis: "estimated";
            /**
             * Format: date
             * @description Of the newest of its totals
             */
            day: string;
            /** @description The other days there are figures of the cohort for, as since and until take them */
            days: components["schemas"]["Series"][] | null;
            need: string;
            /** @description Authorities with small areas whose total was suppressed or is missing: nothing is estimated there, which is not an estimate of 0 */
            not_known: string[] | null;
            origin: string;
            placement: string;
            /**
             * Format: double
             * @description How many in a hundred of all children looked after these are, in the same authorities on the same days, where both are published. Of children's homes it is what the share who need a home can be held against
             */
            share_percent?: number;
            source: string;
            /**
             * Format: int64
             * @description Children of the cohort, in thousandths: exactly the published totals of the authorities that have one and small areas
             */
            thousandths: number;
            /** @description Authorities of the region whose total is known, but no small areas to estimate it for */
            without_cells: string[] | null;
        };
        Column: {
            code: string;
            heading: string;
            /** @enum {string} */
            kind: "text" | "whole" | "pounds" | "day" | "list";
            list?: string[] | null;
            required?: boolean;
            /** @description People write it; everything else is filled in from the ledger and registers */
            typed?: boolean;
            /**
             * Format: int64
             * @description The most words it holds; 0: any number
             */
            words?: number;
        };
        Compared: {
            all: components["schemas"]["Reached"];
            /** Format: int64 */
            miles: number;
            /** @description Reached by more than one of them */
            shared: components["schemas"]["Reached"];
            /** @description In the order they were asked for */
            sites: components["schemas"]["ReachedBy"][] | null;
        };
        Comparison: {
            /** Format: date */
            from: string;
            items: components["schemas"]["StandingPair"][] | null;
            /** Format: date */
            to: string;
        };
        Condition: {
            authority_code?: string;
            /**
             * Format: int64
             * @description The time before, of one that comes round again
             */
            before_id?: number;
            /** @description Where it stands: letter and number */
            clause?: string;
            /** Format: date */
            due_on?: string;
            /**
             * Format: int64
             * @description Documents that show it is met, not refused
             */
            evidence: number;
            /**
             * Format: int64
             * @description The part of the grant it takes back; without it, all that was paid
             */
            exposed_pence?: number;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "purpose" | "spend_by" | "match_ratio" | "output_places" | "open_by" | "use_period" | "disposal_consent" | "change_of_use_consent" | "charge_or_restriction" | "subsidy_control" | "procurement_rules" | "reporting" | "audit_certificate" | "publicity" | "equality_duty" | "ofsted_registration" | "safeguarding";
            /** @description Its day has passed and nothing was submitted */
            overdue: boolean;
            owner?: string;
            /**
             * Format: int64
             * @description How long the period is; 0 where the taper is none
             */
            period_months: number;
            programme: string;
            /** Format: int64 */
            programme_id: number;
            project?: string;
            /** Format: int64 */
            project_id?: number;
            provenance: string;
            /**
             * Format: int64
             * @description It comes round again so many months later; 0: never
             */
            repeats_months?: number;
            /**
             * Format: int64
             * @description Of those, accepted ones that whoever gives the grant may see
             */
            shared: number;
            /** @description Under its public name */
            site?: string;
            /**
             * Format: int64
             * @description The only site it binds
             */
            site_id?: number;
            /** @description The milestone its period begins with, such as M24, instead of a day */
            starts_at?: string;
            /**
             * Format: date
             * @description The first day of its period; without one, it has not begun
             */
            starts_on?: string;
            /** @enum {string} */
            state: "not_due" | "due" | "evidence_submitted" | "met" | "met_late" | "waived" | "varied" | "breached" | "clawback_notified" | "clawback_deferred" | "clawback_paid";
            /** @description Of a stepped taper: the share from so many months on, falling */
            steps: components["schemas"]["Step"][] | null;
            /** @enum {string} */
            taper: "none" | "full_until_end" | "straight_line" | "stepped";
            text: string;
            /** @description What makes grant repayable under it; none: nothing does */
            triggers: ("disposal" | "transfer" | "change_of_use" | "closure" | "mothball" | "underuse")[] | null;
            /** Format: int64 */
            version: number;
        };
        ConditionDetail: {
            authority_code?: string;
            /**
             * Format: int64
             * @description The time before, of one that comes round again
             */
            before_id?: number;
            /** @description Where it stands: letter and number */
            clause?: string;
            /** Format: date */
            due_on?: string;
            /**
             * Format: int64
             * @description Documents that show it is met, not refused
             */
            evidence: number;
            /** @description What is repayable today where it is broken */
            exposed: components["schemas"]["Exposed"][] | null;
            /**
             * Format: int64
             * @description The part of the grant it takes back; without it, all that was paid
             */
            exposed_pence?: number;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "purpose" | "spend_by" | "match_ratio" | "output_places" | "open_by" | "use_period" | "disposal_consent" | "change_of_use_consent" | "charge_or_restriction" | "subsidy_control" | "procurement_rules" | "reporting" | "audit_certificate" | "publicity" | "equality_duty" | "ofsted_registration" | "safeguarding";
            /** @description The last first */
            moves: components["schemas"]["ConditionMove"][] | null;
            /** @description The states it may go to */
            next: string[] | null;
            /** @description Its day has passed and nothing was submitted */
            overdue: boolean;
            owner?: string;
            /**
             * Format: int64
             * @description How long the period is; 0 where the taper is none
             */
            period_months: number;
            programme: string;
            /** Format: int64 */
            programme_id: number;
            project?: string;
            /** Format: int64 */
            project_id?: number;
            provenance: string;
            /**
             * Format: int64
             * @description It comes round again so many months later; 0: never
             */
            repeats_months?: number;
            /**
             * Format: int64
             * @description Of those, accepted ones that whoever gives the grant may see
             */
            shared: number;
            /** @description Documents that show it is met */
            shown: components["schemas"]["EvidenceItem"][] | null;
            /** @description Under its public name */
            site?: string;
            /**
             * Format: int64
             * @description The only site it binds
             */
            site_id?: number;
            /** @description The milestone its period begins with, such as M24, instead of a day */
            starts_at?: string;
            /**
             * Format: date
             * @description The first day of its period; without one, it has not begun
             */
            starts_on?: string;
            /** @enum {string} */
            state: "not_due" | "due" | "evidence_submitted" | "met" | "met_late" | "waived" | "varied" | "breached" | "clawback_notified" | "clawback_deferred" | "clawback_paid";
            /** @description Of a stepped taper: the share from so many months on, falling */
            steps: components["schemas"]["Step"][] | null;
            /** @enum {string} */
            taper: "none" | "full_until_end" | "straight_line" | "stepped";
            text: string;
            /** @description What makes grant repayable under it; none: nothing does */
            triggers: ("disposal" | "transfer" | "change_of_use" | "closure" | "mothball" | "underuse")[] | null;
            /** Format: int64 */
            version: number;
        };
        ConditionMove: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: date */
            due_on?: string;
            from_state: string;
            /** Format: int64 */
            id: number;
            /** Format: date */
            on_day: string;
            /** Format: int64 */
            pence?: number;
            reason: string;
            reference?: string;
            to_state: string;
        };
        ConditionSummary: {
            /** Format: date */
            due_on?: string;
            /** Format: int64 */
            id: number;
            kind: string;
            state: string;
            text: string;
            /** Format: int64 */
            version: number;
        };
        ConditionWritten: {
            /** @description Where it stands: letter and number */
            clause?: string;
            /** Format: date */
            due_on?: string;
            /**
             * Format: int64
             * @description The part of the grant it takes back; without it, all that was paid
             */
            exposed_pence?: number;
            /** @enum {string} */
            kind: "purpose" | "spend_by" | "match_ratio" | "output_places" | "open_by" | "use_period" | "disposal_consent" | "change_of_use_consent" | "charge_or_restriction" | "subsidy_control" | "procurement_rules" | "reporting" | "audit_certificate" | "publicity" | "equality_duty" | "ofsted_registration" | "safeguarding";
            owner?: string;
            /**
             * Format: int64
             * @description How long the period is; 0 where the taper is none
             */
            period_months: number;
            /**
             * Format: int64
             * @description It comes round again so many months later; 0: never
             */
            repeats_months?: number;
            /**
             * Format: int64
             * @description The only site it binds
             */
            site_id?: number;
            /** @description The milestone its period begins with, such as M24, instead of a day */
            starts_at?: string;
            /**
             * Format: date
             * @description The first day of its period; without one, it has not begun
             */
            starts_on?: string;
            /** @description Of a stepped taper: the share from so many months on, falling */
            steps: components["schemas"]["Step"][] | null;
            /** @enum {string} */
            taper: "none" | "full_until_end" | "straight_line" | "stepped";
            text: string;
            /** @description What makes grant repayable under it; none: nothing does */
            triggers: ("disposal" | "transfer" | "change_of_use" | "closure" | "mothball" | "underuse")[] | null;
        };
        ConfirmInputBody: {
            password: string;
        };
        Constraint: {
            /** @description Those it is in */
            areas?: components["schemas"]["ConstraintArea"][] | null;
            kind: string;
            /** @description What it was held against */
            layers?: components["schemas"]["ConstraintLayer"][] | null;
            name: string;
            /** @enum {string} */
            state: "not_checked" | "clear" | "inside" | "partly";
        };
        ConstraintArea: {
            name: string;
            /**
             * Format: double
             * @description 0 where the site is known by its point only
             */
            overlap_square_metres: number;
            /**
             * Format: double
             * @description Of the site's outline
             */
            percent: number;
            reference: string;
            source: string;
        };
        ConstraintLayer: {
            /** @description It is whole for the place of the site */
            covers: boolean;
            /**
             * Format: date
             * @description When its publisher made it
             */
            dated?: string;
            /** Format: date-time */
            imported_at: string;
            source: string;
        };
        ConstraintsBody: {
            items: components["schemas"]["Constraint"][] | null;
            /** @description The site is restricted, and you have no right to its exact place: what it lies in would tell it */
            withheld: boolean;
        };
        CopyInputBody: {
            /** @description Of the copy; left out, the other's name and the word copy */
            name?: string;
        };
        CountPageObservedCount: {
            items: components["schemas"]["ObservedCount"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        CountPageShownCount: {
            items: components["schemas"]["ShownCount"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        CountPeriod: {
            age_bands: string[] | null;
            /** Format: int64 */
            counts: number;
            /** @description What disclosure control could not do as it should */
            faults: ("off_total" | "shown_before" | "contradiction")[] | null;
            levels: string[] | null;
            needs: string[] | null;
            origins: string[] | null;
            period: string;
            placements: string[] | null;
            /** Format: int64 */
            suppressed: number;
        };
        CountSpot: {
            age_band: string;
            area_code: string;
            area_name: string;
            authority_code?: string;
            /**
             * Format: int64
             * @description Since the period asked for; only where both are shown
             */
            change?: number;
            /**
             * Format: int64
             * @description Null where it is suppressed
             */
            children: number | null;
            /** @enum {string} */
            class: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            /** @enum {string} */
            class_of_change?: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            /**
             * Format: double
             * @description Getis-Ord Gi*; left out of an area without a place
             */
            gi_z?: number;
            /**
             * Format: double
             * @description Gi* of the changes, among areas where both are shown
             */
            gi_z_of_change?: number;
            /** @enum {string} */
            level: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
            need: string;
            origin?: string;
            /**
             * Format: double
             * @description Two-sided, before false discoveries are held down
             */
            p?: number;
            /** @description The next area up that the period has counts of */
            parent_code?: string;
            period: string;
            placement?: string;
            /** @description The middle of its small areas, each as heavy as the estimate weighs it */
            position?: number[];
            /** @description Not shown: marked c. Its z and its neighbours' are of a stand-in made from what is shown */
            suppressed: boolean;
        };
        CountSpots: {
            age_band?: string;
            /**
             * Format: int64
             * @description With a count, shown or not
             */
            areas: number;
            /**
             * Format: double
             * @description The distance they were found with
             */
            band_metres?: number;
            /** Format: double */
            band_metres_of_change?: number;
            items: components["schemas"]["CountSpot"][] | null;
            /** @enum {string} */
            level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
            /**
             * @description What the hot-spots are of: the counts, or their empirical-Bayes rates in the children living there
             * @enum {string}
             */
            measure: "count" | "rate";
            need?: string;
            next?: string;
            /**
             * Format: int64
             * @description Left out because nobody knows where they are: no small area in use is said to lie in them
             */
            not_placed: number;
            origin?: string;
            /** @description Left out where nothing was imported */
            period?: string;
            placement?: string;
            since?: string;
            /**
             * Format: int64
             * @description Whose count is not shown: a stand-in made from what is shown counts in its place
             */
            suppressed: number;
            /** Format: int64 */
            total: number;
        };
        CountsCovered: {
            age_band?: string;
            /**
             * Format: int64
             * @description With a count, shown or not
             */
            areas: number;
            /** @description The region, then its hubs, then its authorities: do not add them up */
            covered: components["schemas"]["CountsCoveredArea"][] | null;
            /** @description Homes left out because only their authority is known, and it has no small areas */
            elsewhere: components["schemas"]["PlacesLeftOut"][] | null;
            /**
             * @description setting: of children of all needs and placements the share of their authority is taken to need a home; cohort: a need or placement was chosen, and all of its children are
             * @enum {string}
             */
            home_share_basis: "setting" | "cohort";
            /**
             * Format: double
             * @description Of all the children looked after, how many in a hundred are taken to need a home: the need over those looked after
             */
            home_share_percent: number;
            /**
             * Format: int64
             * @description Open homes with places
             */
            homes: number;
            /** @enum {string} */
            level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
            /**
             * Format: double
             * @description What counts as within reach, in a straight line
             */
            metres: number;
            need?: string;
            /**
             * Format: int64
             * @description Left out because nobody knows where they are: no small area in use is said to lie in them
             */
            not_placed: number;
            /**
             * Format: double
             * @description Of the places, how many in a hundred are taken to be open to the region's children
             */
            open_share_percent: number;
            origin?: string;
            /** @description Left out where nothing was imported */
            period?: string;
            placement?: string;
            /**
             * Format: int64
             * @description Their places: those in use where that is known, or else registered
             */
            places: number;
            /**
             * Format: int64
             * @description Of these, places of homes of which only the authority is known: spread over its small areas
             */
            places_spread: number;
            /**
             * Format: int64
             * @description Open homes left out because nobody knows their places
             */
            places_unknown: number;
            /**
             * Format: int64
             * @description Whose count is not shown: a stand-in made from what is shown counts in its place
             */
            suppressed: number;
            /** @description How much need and homes count in access within a third, two thirds and all of 20 miles */
            zone_weights: number[] | null;
        };
        CountsCoveredArea: {
            code?: string;
            /** Format: double */
            covered: number | null;
            /**
             * Format: double
             * @description Covered if all homes of which only the authority is known stood at the middle of its need
             */
            covered_central: number | null;
            hub?: string;
            /** @enum {string} */
            level: "region" | "hub" | "authority";
            name: string;
            /**
             * Format: double
             * @description Null where nothing but stand-ins would make it: marked c
             */
            need: number | null;
            /**
             * Format: double
             * @description Covered of the need; null where nobody needs a home, or it is marked c
             */
            share_percent: number | null;
            /**
             * Format: int64
             * @description Counts that are not shown: stand-ins are in the sums in their place
             */
            suppressed: number;
            /** Format: double */
            unmet: number | null;
        };
        CourseLine: {
            /** Format: int64 */
            cash_pence: number;
            name: string;
            /** Format: int64 */
            present_pence: number;
        };
        CourseSide: {
            /** Format: int64 */
            bias_pence: number;
            /**
             * Format: int64
             * @description Likely cost, before optimism bias
             */
            capital_pence: number;
            /**
             * Format: int64
             * @description Less that of doing nothing
             */
            cash_against_pence: number;
            /**
             * Format: int64
             * @description Over all the years
             */
            cash_pence: number;
            /** Format: int64 */
            grant_pence: number;
            /** @enum {string} */
            kind: "do_nothing" | "close" | "reopen" | "rebuild" | "other";
            lines: components["schemas"]["CourseLine"][] | null;
            name: string;
            /**
             * Format: date
             * @description 80 % likely
             */
            opens_by?: string;
            /** Format: int64 */
            option_id?: number;
            /** Format: int64 */
            places: number;
            /** Format: int64 */
            present_against_pence: number;
            /** Format: int64 */
            present_pence: number;
            /**
             * Format: int64
             * @description Grant that would be repaid
             */
            repaid_pence: number;
            /**
             * Format: int64
             * @description Of a year once it is open
             */
            surplus_pence?: number;
        };
        Courses: {
            assumptions: components["schemas"]["Assumed"][] | null;
            courses: components["schemas"]["CourseSide"][] | null;
            guidance: string;
            /** @description Under its public name; without one there is nothing to close */
            site?: string;
        };
        Covered: {
            /** @description The region, then its hubs, then its authorities: do not add them up */
            areas: components["schemas"]["CoveredArea"][] | null;
            /** @description Homes left out because only their authority is known, and it has no small areas */
            elsewhere: components["schemas"]["PlacesLeftOut"][] | null;
            /**
             * Format: double
             * @description Of all the children looked after, how many in a hundred are taken to need a home: the need over those looked after
             */
            home_share_percent: number;
            /**
             * Format: int64
             * @description Open homes with places
             */
            homes: number;
            /**
             * Format: double
             * @description What counts as within reach, in a straight line
             */
            metres: number;
            /**
             * Format: double
             * @description Of the places, how many in a hundred are taken to be open to the region's children
             */
            open_share_percent: number;
            /**
             * Format: int64
             * @description Their places: those in use where that is known, or else registered
             */
            places: number;
            /**
             * Format: int64
             * @description Of these, places of homes of which only the authority is known: spread over its small areas
             */
            places_spread: number;
            /**
             * Format: int64
             * @description Open homes left out because nobody knows their places
             */
            places_unknown: number;
            /** @description How much need and homes count in access within a third, two thirds and all of 20 miles */
            zone_weights: number[] | null;
        };
        CoveredArea: {
            /**
             * Format: double
             * @description Places for each child who needs one, as far as homes are near: the mean of its small areas, weighted by need; null where none lies anywhere
             */
            access: number | null;
            code?: string;
            /**
             * Format: double
             * @description Who could have a place within reach, no home taking more than its places
             */
            covered: number;
            /**
             * Format: double
             * @description Covered with the options asked for, together
             */
            covered_after?: number;
            /**
             * Format: double
             * @description Covered if all homes of which only the authority is known stood at the middle of its need
             */
            covered_central: number;
            /**
             * Format: date
             * @description Of the placements that it is by, or that would not tell it
             */
            home_share_day?: string;
            /**
             * @description Of an authority: by its imported placements, or the stated share
             * @enum {string}
             */
            home_share_from?: "placements" | "stated";
            /**
             * Format: double
             * @description Of its children looked after, how many in a hundred are taken to need a home
             */
            home_share_percent: number;
            /** @description Of these placements */
            home_share_source?: string;
            /** @description Why the stated share is used although placements are asked for */
            home_share_why?: string;
            hub?: string;
            /** @enum {string} */
            level: "region" | "hub" | "authority";
            name: string;
            /** Format: double */
            need: number;
            /** Format: double */
            share_after_percent?: number;
            /**
             * Format: double
             * @description Covered of the need; null where nobody needs a home
             */
            share_percent: number | null;
            /** Format: double */
            unmet: number;
        };
        Criterion: {
            /** Format: double */
            best: number;
            code: string;
            name: string;
            unit: string;
            /** Format: double */
            weight_percent: number;
            /** Format: double */
            worst: number;
        };
        Decided: {
            /** Format: date-time */
            approved_at?: string;
            approved_by?: string;
            /** @description On which the board decided */
            conditions: string[] | null;
            /** Format: date */
            decided_on: string;
            dissents: components["schemas"]["Dissent"][] | null;
            /** Format: int64 */
            grant_pence: number;
            /** @description SHA-256 of the record, canonical JSON (RFC 8785) */
            hash: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description The programme's first is 1
             */
            number: number;
            /** @description That were chosen */
            options: number[] | null;
            /** Format: int64 */
            places: number;
            /** @description The hash of the decision before it, which the record holds */
            previous?: string;
            reasons: string;
            /** Format: date-time */
            recorded_at: string;
            recorded_by: string;
            /** Format: int64 */
            version: number;
        };
        Decision: {
            /** Format: date-time */
            approved_at?: string;
            approved_by?: string;
            /** @description On which the board decided */
            conditions: string[] | null;
            /** Format: date */
            decided_on: string;
            dissents: components["schemas"]["Dissent"][] | null;
            /** Format: int64 */
            grant_pence: number;
            /** @description SHA-256 of the record, canonical JSON (RFC 8785) */
            hash: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description The programme's first is 1
             */
            number: number;
            /** @description That were chosen */
            options: number[] | null;
            paper: components["schemas"]["Paper"];
            /** Format: int64 */
            places: number;
            /** @description The hash of the decision before it, which the record holds */
            previous?: string;
            reasons: string;
            /** Format: date-time */
            recorded_at: string;
            recorded_by: string;
            /** Format: int64 */
            version: number;
        };
        DemonstrationInputBody: {
            /** Format: int64 */
            id: number;
        };
        DemonstrationUser: {
            /** Format: int64 */
            id: number;
            name: string;
            roles_in_words: string;
        };
        Detail: {
            authority_code: string;
            authority_name: string;
            /**
             * Format: int64
             * @description Sum of its budget lines
             */
            budget_pence: number;
            /**
             * Format: double
             * @description In the list: of opening by the day the grant wants
             */
            chance?: number;
            change_requests: components["schemas"]["ChangeRequest"][] | null;
            conditions: components["schemas"]["ConditionSummary"][] | null;
            /**
             * Format: int64
             * @description Conditions of its own whose day has come or will within 90 days, not yet met
             */
            conditions_due: number;
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            match_pence: number;
            milestones: components["schemas"]["Milestone"][] | null;
            name: string;
            next_milestone?: components["schemas"]["NextMilestone"];
            /**
             * Format: date
             * @description The day its grant wants it open by
             */
            open_by?: string;
            /**
             * Format: date
             * @description The day of the last milestone, as forecast now
             */
            opening?: string;
            /** Format: date */
            opening_baseline?: string;
            /** Format: int64 */
            option_id?: number;
            /**
             * Format: int64
             * @description In the list: spent, committed and to come
             */
            outturn_pence?: number;
            /**
             * Format: date
             * @description In the list: by when it is as likely as not to open, as last kept
             */
            p50?: string;
            /**
             * Format: date
             * @description In the list: by when it is 80 % likely to open
             */
            p80?: string;
            /** Format: int64 */
            places: number;
            /** @description Application status of its site */
            planning_status?: string;
            project_ref: string;
            provenance: string;
            /** @description In the list: delivery by the forecast that was last kept */
            ratings?: components["schemas"]["Ratings"];
            risks: components["schemas"]["Risk"][] | null;
            site?: components["schemas"]["SiteOf"];
            /**
             * Format: int64
             * @description Opening as forecast, less its baseline
             */
            slip_days?: number;
            slips: components["schemas"]["Slip"][] | null;
            /**
             * Format: int64
             * @description Accrued, kept back and paid, by the ledger
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Pre-commencement conditions of planning permission, not discharged, that stand in the way of a start on site
             */
            start_blocked: number;
            /** Format: date */
            starts_on?: string;
            /** Format: int64 */
            version: number;
            /**
             * Format: int64
             * @description Change requests and transfers that wait for the board
             */
            waiting: number;
        };
        Difference: {
            /** @description Its heading */
            column?: string;
            /** @description What the return has */
            ours: string;
            /**
             * Format: int64
             * @description The first row under the headings is 1; none: the whole sheet
             */
            row?: number;
            /** @description Its name; of a PDF, the page */
            sheet: string;
            /** @description What the file has */
            theirs: string;
        };
        DigestInputBody: {
            weekly: boolean;
        };
        DigestSet: {
            email: string;
            /** @description Why the last could not be sent; it is tried again within the hour */
            failed?: string;
            /** @description This Homeground sends e-mail */
            possible: boolean;
            /** @description The Monday of the last week that is dealt with: it was sent, or there was nothing to say */
            week?: string;
            /** @description One asked for it */
            weekly: boolean;
        };
        Dissent: {
            who: string;
            why: string;
        };
        Document: {
            /** Format: date-time */
            at: string;
            by_name: string;
            /** Format: int64 */
            bytes: number;
            file_name: string;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "document" | "photograph";
            media_type: string;
            note?: string;
            /** @description Why its content was taken out */
            removed_because?: string;
            /** Format: int64 */
            site_id: number;
            /**
             * Format: date
             * @description The day a photograph was taken, if its file said so
             */
            taken_on?: string;
            /** @description Of a photograph: a small JPEG as a data address */
            thumbnail?: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        DocumentInputBody: {
            file_name: string;
            note?: string;
            /** Format: int64 */
            parts: number;
            /** @description Of the whole file, in hexadecimal */
            sha256: string;
            title?: string;
            /** @description The UUID its pieces were sent under */
            upload: string;
        };
        DocumentsBody: {
            items: components["schemas"]["Document"][] | null;
            /** @description The site is restricted, and you have no right to its exact place: its documents would tell it */
            withheld: boolean;
        };
        Done: {
            /** Format: int64 */
            ended: number;
        };
        Elsewhere: {
            /**
             * @description What was looked at
             * @enum {string}
             */
            among: "hexagons" | "sites";
            /** @description The best of them for all the homes together; gain is of each alone */
            best: components["schemas"]["Prospect"][] | null;
            /**
             * Format: double
             * @description What no other choice of them would exceed; the same as best_gain where that is proven
             */
            best_at_most: number;
            /**
             * Format: double
             * @description Children whom the homes there would cover together
             */
            best_gain: number;
            /**
             * Format: int64
             * @description In how many of them one home alone would fill: where that is so of most, what is round them tells more than the gain
             */
            full: number;
            /** @description Those where one home would gain most, the first hundred */
            items: components["schemas"]["Prospect"][] | null;
            /**
             * Format: int64
             * @description Sites that were not, because only their authority is known
             */
            left_out?: number;
            /**
             * Format: int64
             * @description Between opposite sides of a hexagon
             */
            metres?: number;
            /**
             * Format: int64
             * @description Of each new home, all of them for the region's children
             */
            places: number;
            proven: boolean;
            /**
             * Format: int64
             * @description How many were looked at
             */
            total: number;
        };
        Entered: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            version: number;
        };
        Entry: {
            action: string;
            address: string;
            /** Format: date-time */
            at: string;
            changes: components["schemas"]["Change"][] | null;
            credential: string;
            /** @description The record's public name */
            label: string;
            object: string;
            object_id: string;
            origin: string;
            /** @description The project the record was part of */
            project?: string;
            /** Format: int64 */
            project_id?: number;
            reason?: string;
            request?: string;
            /** @description The role that allowed it */
            role: string;
            /**
             * Format: int64
             * @description Its place in the chain; 0 until its transaction is done
             */
            seq: number;
            /**
             * Format: int64
             * @description 0: a command's user, who has no account
             */
            user_id: number;
            user_name: string;
            /** @description What was done, in one sentence */
            words: string;
        };
        ErrorDetail: {
            /** @description Where the error occurred, e.g. 'body.items[3].tags' or 'path.thing-id' */
            location?: string;
            /** @description Error message text */
            message?: string;
            /** @description The value at the given location */
            value?: unknown;
        };
        ErrorModel: {
            /**
             * @description A human-readable explanation specific to this occurrence of the problem.
             * @example Property foo is required but is missing.
             */
            detail?: string;
            /** @description Optional list of individual error details */
            errors?: components["schemas"]["ErrorDetail"][] | null;
            /**
             * Format: uri
             * @description A URI reference that identifies the specific occurrence of the problem.
             * @example https://example.com/error-log/abc123
             */
            instance?: string;
            /**
             * Format: int64
             * @description HTTP status code
             * @example 400
             */
            status?: number;
            /**
             * @description A short, human-readable summary of the problem type. This value should not change between occurrences of the error.
             * @example Bad Request
             */
            title?: string;
            /**
             * Format: uri
             * @description A URI reference to human-readable documentation for the error.
             * @default about:blank
             * @example https://example.com/errors/example
             */
            type: string;
        };
        Event: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            id: number;
            kind: string;
            note?: string;
            /** Format: date */
            on_day: string;
            outcome?: string;
            struck: boolean;
            struck_because?: string;
            /**
             * Format: date
             * @description Of an extension: to when. Of a decision: the day the permission expires, where it says so
             */
            to_day?: string;
        };
        EventInputBody: {
            /** @enum {string} */
            kind: "pre_application_advice" | "submitted" | "received" | "invalidated" | "validated" | "consultation_started" | "consultation_ended" | "information_requested" | "information_received" | "committee" | "extension_agreed" | "decided" | "details_submitted" | "details_approved" | "withdrawn" | "returned" | "appeal_lodged" | "appeal_validated" | "appeal_started" | "appeal_determined" | "development_started" | "closed";
            note?: string;
            /** Format: date */
            on_day: string;
            /**
             * @description Of a decision and of an appeal determined
             * @enum {string}
             */
            outcome?: "granted" | "refused" | "not_required" | "allowed" | "dismissed" | "split" | "withdrawn";
            /**
             * Format: date
             * @description Of an extension: to when. Of a permission: the day it expires, where it says so
             */
            to_day?: string;
        };
        EvidenceItem: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            bytes: number;
            /** Format: int64 */
            condition_id: number;
            file_name: string;
            /** Format: int64 */
            id: number;
            media_type: string;
            remark?: string;
            /** Format: date-time */
            reviewed_at?: string;
            reviewed_by?: string;
            sha256: string;
            /** @description Whoever gives the grant may see it */
            shared: boolean;
            /** @description It tells where a restricted home is: only those with the right to its exact place open it */
            tells_place: boolean;
            title: string;
            /** @enum {string} */
            type: "letter" | "invoice" | "certificate" | "contract" | "minutes" | "report" | "photograph" | "legal" | "other";
            /** @enum {string} */
            verdict: "" | "accepted" | "refused";
            /** Format: int64 */
            version: number;
        };
        ExactApplicationPlace: {
            /** @description Of each condition its id, text and exemption */
            conditions: unknown;
            description: string;
            /** @description Of each event its id, note and struck_because */
            events: unknown;
            planning_authority: components["schemas"]["PlanningAuthority"];
            reference: string;
            source: string;
        };
        ExactChange: {
            address?: string | null;
            /** @description GeoJSON Polygon or MultiPolygon, WGS 84; null takes it away */
            boundary?: unknown;
            /** @description Code of the authority it stands in; worked out from the position where true outlines are known */
            host_authority?: string;
            /** @enum {string} */
            location_sensitivity?: "open" | "restricted";
            name?: string;
            position?: components["schemas"]["PositionGiven"];
            postcode?: string | null;
            /** @description The name everyone sees of a restricted site; made from kind and authority if left out */
            public_name?: string;
            /** @description Needed to make a restricted place open */
            reason?: string;
            /** @description Up to 12 digits; zeros are put before fewer */
            uprn?: string | null;
            /** @description Ofsted's registration number */
            urn?: string | null;
            /** @description The position was set by somebody standing there */
            visit?: components["schemas"]["VisitToSite"];
        };
        ExactPlace: {
            address?: string;
            /**
             * Format: double
             * @description Of the boundary, on the national grid
             */
            area_m2?: number;
            /** @description GeoJSON geometry, WGS 84 */
            boundary?: unknown;
            ended_because?: string;
            name: string;
            /** @description WGS 84, longitude first */
            position?: number[];
            postcode?: string;
            /** @description Of its moves */
            reasons: components["schemas"]["MoveReason"][] | null;
            /** @description Newest first */
            site_notes: components["schemas"]["Note"][] | null;
            uprn?: string;
            /** @description Ofsted's registration number */
            urn?: string;
            /** Format: int64 */
            version: number;
            /** @description What is odd about the place */
            warnings: string[] | null;
        };
        Exposed: {
            clause?: string;
            /** Format: int64 */
            condition_id: number;
            /**
             * Format: int64
             * @description Of the whole period
             */
            days: number;
            /** Format: int64 */
            days_left: number;
            /**
             * Format: date
             * @description The first day on which nothing is repayable
             */
            ends_on?: string;
            /**
             * Format: int64
             * @description What it can take back at the most: no more than was paid
             */
            exposed_pence: number;
            how_worked: string;
            kind: string;
            /** Format: int64 */
            pence: number;
            project?: string;
            /** Format: int64 */
            project_id?: number;
            /**
             * Format: int64
             * @description Of a stepped taper: the share of that day
             */
            share_bp: number;
            site?: string;
            /**
             * Format: int64
             * @description Of a condition that binds one site only
             */
            site_id?: number;
            /** Format: date */
            starts_on?: string;
            /** @description It takes back a stated part, not all that was paid */
            stated: boolean;
            taper: string;
            text: string;
        };
        Fault: {
            /** @description Its heading */
            column?: string;
            /** @description Sheet, row's key and column of what people write, where it is that */
            field?: string;
            remedy: string;
            /**
             * Format: int64
             * @description The first row under the headings is 1; none: the whole sheet
             */
            row?: number;
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning";
            /** @description Its name */
            sheet: string;
            value?: string;
        };
        Figure: {
            /** @description Of GET /sites */
            query: string;
            /** Format: int64 */
            sites: number;
            /** Format: int64 */
            value: number;
        };
        Finding: {
            /**
             * @description Outcomes in education and related learning activities
             * @enum {string}
             */
            education?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /**
             * @description Health services
             * @enum {string}
             */
            health?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /** @enum {string} */
            kind: "full" | "assurance" | "interim" | "monitoring" | "registered" | "conditions" | "suspended" | "suspension_ended" | "cancelled" | "resigned";
            /**
             * @description The effectiveness of leaders and managers
             * @enum {string}
             */
            leadership?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            note?: string;
            /** @description Ofsted's own of the event */
            number?: string;
            /**
             * Format: date
             * @description Left out where its source does not say
             */
            on_day?: string;
            /**
             * @description Overall experiences and progress of children and young people
             * @enum {string}
             */
            overall?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /**
             * @description How well children and young people are helped and protected
             * @enum {string}
             */
            protection?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /** Format: date */
            published_on?: string;
            /** @description Where its report can be read */
            report?: string;
        };
        Firmness: {
            /**
             * Format: int64
             * @description Weightings drawn, each as likely
             */
            draws: number;
            intervals: components["schemas"]["WeightHolds"][] | null;
            name?: string;
            /**
             * Format: int64
             * @description The option that comes first; the others of its score share its place
             */
            option_id?: number;
            /** @description Most often first, first */
            ranks: components["schemas"]["RanksOfOne"][] | null;
            /**
             * Format: int64
             * @description The programme's: the same draws each time
             */
            seed: number;
        };
        Follow: {
            code: string;
            /** Format: double */
            lag_weeks: number;
        };
        Forecast: {
            /**
             * Format: double
             * @description Of opening by the day the grant wants
             */
            chance?: number;
            /** @description By each day, the share of runs that are open */
            curve: components["schemas"]["Point"][] | null;
            /** @description What it was, the earliest first */
            kept: components["schemas"]["KeptForecast"][] | null;
            /** @description Stages not ended yet, those that most often set the day first */
            left: components["schemas"]["StageLeft"][] | null;
            /** Format: date */
            on_day: string;
            /** Format: date */
            open_by?: string;
            /** Format: date */
            p10?: string;
            /** Format: date */
            p50?: string;
            /**
             * Format: date
             * @description 80 % likely by
             */
            p80?: string;
            /** Format: date */
            p90?: string;
            /** Format: int64 */
            project_id: number;
            /**
             * @description By the chance: at least 0.9, 0.75, 0.5, 0.25
             * @enum {string}
             */
            rating?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** Format: int64 */
            runs: number;
            /** Format: int64 */
            seed: number;
            /** @description Why there is none */
            why?: string;
        };
        Found: {
            /** Format: double */
            easting: number;
            /** @description How near the place itself the position is */
            exactness: string;
            /** @description The authority's outline is for drawing only: near its edge it may be another */
            host_approximate: boolean;
            /** @description Code of the authority it is in */
            host_authority?: string;
            host_name?: string;
            /** @enum {string} */
            kind: "postcode" | "postcode_area" | "postcode_district" | "uprn" | "city" | "town" | "village" | "suburb" | "hamlet" | "settlement" | "hospital" | "school" | "station" | "road" | "authority" | "small_area" | "grid_reference" | "position";
            name: string;
            /** Format: double */
            northing: number;
            /** @description WGS 84, longitude first */
            position: number[] | null;
            postcode?: string;
            uprn?: string;
            /** @description What tells it from others of its name */
            within?: string;
        };
        FundingLine: {
            /** @description Whose match it is, of an authority */
            authority_code?: string;
            authority_name?: string;
            /** Format: int64 */
            id: number;
            /** @description Land, a building or work worth so much; else cash */
            in_kind: boolean;
            /** @description Who gives it, of any other */
            name?: string;
            note?: string;
            /** Format: int64 */
            pence: number;
            /** Format: int64 */
            project_id: number;
            /** @description Promised in writing; else only said */
            secured: boolean;
            /** @enum {string} */
            source: "grant" | "authority" | "nhs" | "government" | "charity" | "company" | "other";
            /** @description Who valued what is given in kind */
            valued_by?: string;
            /** Format: date */
            valued_on?: string;
            /** Format: int64 */
            version: number;
        };
        FundingSums: {
            /** Format: int64 */
            grant_pence: number;
            /**
             * Format: int64
             * @description The part of the match that is no cash
             */
            in_kind_pence: number;
            /**
             * Format: int64
             * @description Match that is not
             */
            pledged_pence: number;
            /**
             * Format: int64
             * @description Match that is promised in writing, in cash or in kind: only this counts
             */
            secured_pence: number;
            /**
             * Format: int64
             * @description Budget less the grant and all match in cash; below 0: more than the budget
             */
            short_pence: number;
            /**
             * Format: int64
             * @description Budget less the grant and the secured match in cash; below 0: more than the budget
             */
            unsecured_pence: number;
        };
        FundingWritten: {
            /** @description Whose match it is, of an authority */
            authority_code?: string;
            /** @description Land, a building or work worth so much; else cash */
            in_kind: boolean;
            /** @description Who gives it, of any other */
            name?: string;
            note?: string;
            /** Format: int64 */
            pence: number;
            /** @description Promised in writing; else only said */
            secured: boolean;
            /** @enum {string} */
            source: "grant" | "authority" | "nhs" | "government" | "charity" | "company" | "other";
            /** @description Who valued what is given in kind */
            valued_by?: string;
            /** Format: date */
            valued_on?: string;
        };
        GazetteerBody: {
            /** @description Whose data it is: to be shown beside it */
            credit: string;
            items: components["schemas"]["Found"][] | null;
        };
        Grant: {
            /**
             * Format: int64
             * @description Outturn of eligible capital
             */
            outturn_pence: number;
            /** Format: int64 */
            pence: number;
            /**
             * Format: int64
             * @description Spent on eligible capital
             */
            spent_pence: number;
        };
        HeldRole: {
            authority_code?: string;
            authority_name?: string;
            /**
             * Format: int64
             * @description Of dfe: only what this grant pays for
             */
            programme_id?: number;
            programme_name?: string;
            /** Format: int64 */
            project_id?: number;
            project_name?: string;
            /** @enum {string} */
            role: "viewer" | "property_lead" | "project_manager" | "board" | "finance" | "dfe" | "administrator" | "exact_locations" | "demand_steward";
        };
        Holding: {
            authority_code?: string;
            authority_name?: string;
            condition_unknown: components["schemas"]["Figure"];
            fit: components["schemas"]["Figure"];
            highest_fee_pence: components["schemas"]["Figure"];
            homes_mothballed: components["schemas"]["Figure"];
            homes_open: components["schemas"]["Figure"];
            hub?: string;
            /** @enum {string} */
            level: "authority" | "hub" | "region";
            life_expired: components["schemas"]["Figure"];
            /** @description The lowest weekly fee of open homes for which it is known */
            lowest_fee_pence: components["schemas"]["Figure"];
            /** @description Of places_occupied, those by a percentage: each home's rounded to a whole place */
            places_estimated: components["schemas"]["Figure"];
            /** @description Places planned */
            places_in_delivery: components["schemas"]["Figure"];
            places_mothballed: components["schemas"]["Figure"];
            /** @description Of open homes of which it is known: counted, or else by their percentage */
            places_occupied: components["schemas"]["Figure"];
            places_open: components["schemas"]["Figure"];
            /** @description Of the same homes; of one known by its percentage those registered, if the usable are not known */
            places_usable: components["schemas"]["Figure"];
            refurbish: components["schemas"]["Figure"];
            /** @description A year, of open homes for which it is known */
            running_cost_pence: components["schemas"]["Figure"];
            sites_in_delivery: components["schemas"]["Figure"];
        };
        HubShare: {
            hub: string;
            /** Format: int64 */
            options: number;
            /** Format: int64 */
            places: number;
        };
        Invitation: {
            code: string;
            /** Format: date-time */
            ends_at: string;
        };
        InvitationInputBody: {
            code: string;
            password: string;
        };
        InviteInputBody: {
            email: string;
            name: string;
            roles: components["schemas"]["Role"][] | null;
        };
        Invited: {
            invitation?: components["schemas"]["Invitation"];
            user: components["schemas"]["Person"];
        };
        KeptForecast: {
            /** Format: double */
            chance?: number;
            /** Format: date */
            on_day: string;
            /** Format: date */
            open_by?: string;
            /** Format: date */
            p50: string;
            /** Format: date */
            p80: string;
            /** @description Worked out afterwards, from what had been reached by that day */
            worked_back: boolean;
        };
        KeptHighlight: {
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            made_at: string;
            /**
             * Format: date
             * @description Its first day
             */
            month: string;
            /**
             * Format: int64
             * @description Left out: of all projects
             */
            project_id?: number;
            /** @description Of the page, in hexadecimal */
            sha256: string;
            title: string;
        };
        KindSums: {
            /** Format: int64 */
            entries: number;
            kind: string;
            /** Format: int64 */
            pence: number;
        };
        Layer: {
            /** Format: int64 */
            areas: number;
            /** @description Codes of the areas it is whole for, or England; empty: not known */
            covers: string[] | null;
            /**
             * Format: date
             * @description When its publisher made it
             */
            dated?: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            imported_at: string;
            kind: string;
            name: string;
            source: string;
        };
        LayerArea: {
            /**
             * Format: double
             * @description Square metres on the national grid
             */
            area_m2: number;
            /** Format: date */
            dated?: string;
            /** Format: int64 */
            id: number;
            kind: string;
            layer: string;
            name: string;
            /** @description Somewhere inside it */
            position?: number[];
            reference: string;
            source: string;
        };
        Least: {
            hub: string;
            /**
             * Format: int64
             * @description 0: none is asked for
             */
            options: number;
            /**
             * Format: int64
             * @description Projects there are in it
             */
            there: number;
        };
        LeastOf: {
            hub: string;
            /** Format: int64 */
            options: number;
        };
        Ledger: {
            items: components["schemas"]["LedgerEntry"][] | null;
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pages: number;
            /**
             * Format: int64
             * @description The sum of all of them, on every page
             */
            pence: number;
            /** Format: int64 */
            total: number;
        };
        LedgerEntry: {
            /**
             * Format: date-time
             * @description When it was posted; not there where that was not kept
             */
            at?: string;
            /**
             * Format: int64
             * @description The payment that takes it
             */
            beside?: number;
            by?: string;
            /** @description Capital; else revenue */
            capital: boolean;
            /** @enum {string} */
            category: "acquisition" | "fees" | "works" | "furniture" | "contingency" | "vat";
            /** @description Counts against the grant. VAT that a council recovers does not */
            eligible: boolean;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "commitment" | "accrual" | "payment" | "retention";
            note: string;
            /** Format: date */
            on_day: string;
            /**
             * Format: int64
             * @description Of an order, accrual or retention: what is not paid off yet
             */
            open_pence: number;
            /** Format: int64 */
            pence: number;
            /** Format: int64 */
            project_id: number;
            /** @description What it has in the finance system that it was imported from */
            reference?: string;
            /**
             * Format: int64
             * @description The entry that reverses it
             */
            reversed?: number;
            /**
             * Format: int64
             * @description The entry that it reverses
             */
            reverses?: number;
            /**
             * Format: int64
             * @description The order, accrual or retention that it takes from
             */
            settles?: number;
            /**
             * Format: int64
             * @description The year its financial year begins in, April to March
             */
            year: number;
        };
        LeftOut: {
            /** Format: int64 */
            id: number;
            name: string;
            /** @description Why it could not be chosen from at all */
            why?: string;
        };
        Letter: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            award_pence: number;
            by: string;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "initial" | "variation" | "final";
            /**
             * Format: date
             * @description The day of the letter
             */
            letter_on: string;
            /**
             * Format: int64
             * @description Match that has to be found
             */
            match_pence: number;
            /**
             * Format: int64
             * @description 0 is the first letter
             */
            number: number;
            /** Format: date */
            open_by: string;
            /**
             * @description When the grant is paid: after it was spent, or before
             * @enum {string}
             */
            payment: "arrears" | "advance";
            /** Format: int64 */
            programme_id: number;
            provenance: string;
            reference?: string;
            /** @description What else it says */
            says?: string;
            /** Format: date */
            spend_by: string;
            /** @description What of the award falls in each financial year; they add up to it, or there are none */
            years: components["schemas"]["YearAward"][] | null;
        };
        LetterWritten: {
            /** Format: int64 */
            award_pence: number;
            /** @enum {string} */
            kind: "initial" | "variation" | "final";
            /**
             * Format: date
             * @description The day of the letter
             */
            letter_on: string;
            /**
             * Format: int64
             * @description Match that has to be found
             */
            match_pence: number;
            /** Format: date */
            open_by: string;
            /**
             * @description When the grant is paid: after it was spent, or before
             * @enum {string}
             */
            payment: "arrears" | "advance";
            reference?: string;
            /** @description What else it says */
            says?: string;
            /** Format: date */
            spend_by: string;
            /** @description What of the award falls in each financial year; they add up to it, or there are none */
            years: components["schemas"]["YearAward"][] | null;
        };
        Level: {
            /** @enum {string} */
            basis: "estimated" | "projected";
            /**
             * Format: int64
             * @description In thousandths, the later day's less the earlier's; left out where it is not known of all its small areas
             */
            change?: number;
            /** Format: int64 */
            thousandths: number;
        };
        LevelNeed: {
            /** @description Where all of it is in one */
            authority_code?: string;
            authority_name?: string;
            /**
             * Format: int64
             * @description Small areas in it
             */
            cells: number;
            /**
             * Format: int64
             * @description Children living there, of the youngest published age band
             */
            children?: number;
            code?: string;
            name: string;
            /**
             * Format: double
             * @description Of these, children who need a place in a home, by the share of each authority
             */
            need_home: number;
            /** @description The same of the other day that was asked for; left out where it is not known of all its small areas */
            other?: components["schemas"]["Level"];
            /**
             * Format: double
             * @description Children needing a home in ten thousand children living there
             */
            rate_per_10000?: number;
            /**
             * Format: int64
             * @description Children looked after, estimated, in thousandths of a child
             */
            thousandths: number;
        };
        LevelPage: {
            /** @enum {string} */
            basis: "estimated";
            /** @description The cohort that was asked for: all figures are of it alone */
            cohort?: components["schemas"]["CohortFigures"];
            items: components["schemas"]["LevelNeed"][] | null;
            /** @enum {string} */
            level: "hub" | "authority" | "district" | "msoa" | "postcode_district";
            next?: string;
            /**
             * Format: int64
             * @description Thousandths of small areas of which it is not known where on this level they belong; with the items of all pages it makes the whole
             */
            not_placed: number;
            /** @description The other day that was asked for */
            other?: components["schemas"]["Series"];
            /** Format: int64 */
            total: number;
        };
        Lever: {
            /** Format: int64 */
            by: number;
            lever: string;
        };
        Line: {
            /** Format: int64 */
            budget_pence: number;
            /** @description Capital; else revenue */
            capital: boolean;
            /** @enum {string} */
            category: "acquisition" | "fees" | "works" | "furniture" | "contingency" | "vat";
            /**
             * Format: int64
             * @description Ordered and not yet spent
             */
            committed_pence: number;
            /** @description Counts against the grant. VAT that a council recovers does not */
            eligible: boolean;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description What it will cost in all, where its manager has said what is to come
             */
            expected_pence?: number;
            /** Format: int64 */
            id?: number;
            /**
             * Format: int64
             * @description Spent, committed and to come
             */
            outturn_pence: number;
            /**
             * Format: int64
             * @description Outturn less budget
             */
            over_pence: number;
            /** Format: int64 */
            project_id: number;
            /**
             * Format: int64
             * @description Accrued, kept back and paid
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Forecast above what is spent and committed
             */
            to_come_pence: number;
            /** Format: int64 */
            version?: number;
            /**
             * Format: int64
             * @description The year its financial year begins in, April to March
             */
            year: number;
        };
        LineChange: {
            /** Format: int64 */
            pence?: number;
            /**
             * Format: int64
             * @description What is still to come, above what is spent and committed
             */
            to_come_pence?: number;
        };
        Linked: {
            chosen: boolean;
            /** Format: int64 */
            id: number;
            name: string;
            option_ref: string;
            /** @enum {string} */
            state: "proposed" | "withdrawn";
        };
        ListApplicationBody: {
            items: components["schemas"]["Application"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListAttemptBody: {
            items: components["schemas"]["Attempt"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListAuthorityBody: {
            items: components["schemas"]["Authority"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListBankHolidayBody: {
            items: components["schemas"]["BankHoliday"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListCohortFiguresBody: {
            items: components["schemas"]["CohortFigures"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListConditionBody: {
            items: components["schemas"]["Condition"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListCountPeriodBody: {
            items: components["schemas"]["CountPeriod"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListDecidedBody: {
            items: components["schemas"]["Decided"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListEntryBody: {
            items: components["schemas"]["Entry"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListHoldingBody: {
            items: components["schemas"]["Holding"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListKeptHighlightBody: {
            items: components["schemas"]["KeptHighlight"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListLayerBody: {
            items: components["schemas"]["Layer"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListNeighbourBody: {
            items: components["schemas"]["Neighbour"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListOrganisationBody: {
            items: components["schemas"]["Organisation"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListPersonBody: {
            items: components["schemas"]["Person"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListPlanningAuthorityBody: {
            items: components["schemas"]["PlanningAuthority"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListProgrammeNameBody: {
            items: components["schemas"]["ProgrammeName"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListProgressBody: {
            items: components["schemas"]["Progress"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListProjectBody: {
            items: components["schemas"]["Project"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListRepayableSiteBody: {
            items: components["schemas"]["RepayableSite"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListReturnBody: {
            items: components["schemas"]["Return"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListRuleBody: {
            items: components["schemas"]["Rule"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListSavedViewBody: {
            items: components["schemas"]["SavedView"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListSeriesBody: {
            items: components["schemas"]["Series"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListTemplateBody: {
            items: components["schemas"]["Template"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListTokenBody: {
            items: components["schemas"]["Token"][] | null;
            /** Format: int64 */
            total: number;
        };
        Made: {
            secret?: string;
            token: components["schemas"]["Token"];
        };
        Match: {
            /** Format: int64 */
            amount_pence: number;
            /** @description Of an authority: its code. It counts against what the authority has pledged */
            authority_code?: string;
            /** @description Of any other source: who gives it */
            name?: string;
            /** @description Promised in writing */
            secured: boolean;
            /** @enum {string} */
            source: "authority" | "nhs" | "government" | "charity" | "company" | "other";
        };
        MatchFrom: {
            /** Format: int64 */
            amount_pence: number;
            /** @description Of an authority: its code. It counts against what the authority has pledged */
            authority_code?: string;
            authority_name?: string;
            /** @description Of any other source: who gives it */
            name?: string;
            /** @description Promised in writing */
            secured: boolean;
            /** @enum {string} */
            source: "authority" | "nhs" | "government" | "charity" | "company" | "other";
        };
        MatchStanding: {
            authority_code?: string;
            /**
             * Format: int64
             * @description The part of both that is no cash
             */
            in_kind_pence: number;
            name: string;
            /**
             * Format: int64
             * @description What an authority has pledged to the programme
             */
            pledge_pence?: number;
            /**
             * Format: int64
             * @description Given to projects but not secured
             */
            pledged_pence: number;
            /** Format: int64 */
            secured_pence: number;
        };
        Milestone: {
            /** Format: date */
            actual?: string;
            /** Format: date */
            baseline?: string;
            code: string;
            /** @description What shows that it was reached */
            evidence?: string;
            /**
             * Format: int64
             * @description Days it can be late before the opening moves; 0 is on the critical path; left out where it cannot move the opening
             */
            float_days?: number;
            follows: components["schemas"]["MilestoneLink"][] | null;
            /** Format: date */
            forecast?: string;
            /** Format: int64 */
            id: number;
            name: string;
            owner?: string;
            /** Format: int64 */
            position: number;
            /**
             * Format: int64
             * @description Forecast or actual, less baseline
             */
            slip_days?: number;
            /** Format: int64 */
            version: number;
        };
        MilestoneLink: {
            /** Format: int64 */
            lag_days?: number;
            /** Format: int64 */
            milestone_id: number;
        };
        MilestoneWritten: {
            /**
             * Format: date
             * @description The day it was reached; left out when it is not, or no longer
             */
            actual?: string;
            evidence?: string;
            /** @description All that it waits for; left out, as it was */
            follows?: components["schemas"]["MilestoneLink"][] | null;
            /** @description Of one of the project's own; the 27 keep theirs */
            name?: string;
            owner?: string;
            /** @description Needed where the day it was reached changes or is taken back */
            reason?: string;
        };
        Money: {
            /** @description Years that ended with grant money unspent, and their letters, the last first */
            carry_forwards: components["schemas"]["CarryForward"][] | null;
            categories: components["schemas"]["CategorySums"][] | null;
            funded_by: components["schemas"]["FundingSums"];
            /** @description What pays for it, the grant first */
            funding: components["schemas"]["FundingLine"][] | null;
            grant: components["schemas"]["Grant"];
            kinds: components["schemas"]["KindSums"][] | null;
            lines: components["schemas"]["Line"][] | null;
            months: components["schemas"]["Month"][] | null;
            total: components["schemas"]["Sums"];
            /** @description Of its budget lines, the newest first */
            transfers: components["schemas"]["Transfer"][] | null;
            years: components["schemas"]["YearSums"][] | null;
        };
        Month: {
            /** Format: int64 */
            cumulative_pence: number;
            /** Format: int64 */
            entries: number;
            /** @description Expected; else spent */
            forecast: boolean;
            /** @description Such as 2026-11 */
            month: string;
            /** Format: int64 */
            pence: number;
        };
        Move: {
            code: string;
            /** Format: date */
            from?: string;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: date */
            to: string;
        };
        MoveReason: {
            /** Format: int64 */
            move_id: number;
            reason: string;
        };
        MoveWritten: {
            /**
             * Format: date
             * @description Of a variation: its new day; of what is deferred: until then
             */
            due_on?: string;
            /**
             * Format: date
             * @description The day it happened; today, if left out
             */
            on_day?: string;
            /**
             * Format: int64
             * @description What is to be repaid, or was
             */
            pence?: number;
            /**
             * Format: int64
             * @description Whose grant was repaid, where the condition binds the whole programme
             */
            project_id?: number;
            reason: string;
            /** @description Of the letter that says so: to waive, vary, notify or defer */
            reference?: string;
            /** @enum {string} */
            state: "due" | "evidence_submitted" | "met" | "met_late" | "waived" | "varied" | "breached" | "clawback_notified" | "clawback_deferred" | "clawback_paid";
        };
        Neighbour: {
            /** Format: int64 */
            id: number;
            name: string;
            /** @description GeoJSON MultiPolygon, WGS 84 */
            outline: unknown;
        };
        NeighboursInputBody: {
            /** @description West, south, east, north, WGS 84 */
            box: number[] | null;
            /**
             * Format: int64
             * @description The site that is being drawn
             */
            except?: number;
        };
        NewAppraisalInputBody: {
            /**
             * Format: int64
             * @description Whose criteria and scales; 0: the current one
             */
            appraisal?: number;
            name: string;
            /** @description As listOptions takes them; left out: its own */
            weights?: string;
        };
        NewDecisionInputBody: {
            /** Format: int64 */
            budget_pence?: number;
            /** @description The best set as the board saw it: if it is another by now, nothing is recorded */
            chosen: number[] | null;
            conditions?: string[] | null;
            /** Format: date */
            decided_on: string;
            dissents?: components["schemas"]["Dissent"][] | null;
            in?: number[] | null;
            /** @enum {string} */
            objective: "places" | "in_time" | "score" | "covered";
            off?: string[] | null;
            /** @description Nothing but what must be in */
            only?: boolean;
            out?: number[] | null;
            reasons: string;
        };
        NewEvidence: {
            file_name: string;
            /** Format: int64 */
            parts: number;
            /** @description Of the whole file, in hexadecimal */
            sha256: string;
            /** @description Whoever gives the grant may see it */
            shared: boolean;
            /** @description It tells where a restricted home is */
            tells_place: boolean;
            title?: string;
            /** @enum {string} */
            type: "letter" | "invoice" | "certificate" | "contract" | "minutes" | "report" | "photograph" | "legal" | "other";
            /** @description The UUID its pieces were sent under */
            upload: string;
        };
        NewHoliday: {
            /** Format: date */
            day: string;
            name: string;
            source: string;
        };
        NewLine: {
            /** @description Capital; else revenue */
            capital: boolean;
            /** @enum {string} */
            category: "acquisition" | "fees" | "works" | "furniture" | "contingency" | "vat";
            /** @description Counts against the grant. VAT that a council recovers does not */
            eligible: boolean;
            /** Format: int64 */
            pence: number;
            /**
             * Format: int64
             * @description The year its financial year begins in, April to March
             */
            year: number;
        };
        NewMilestone: {
            /** @description M01 to M27; left out for one of the project's own */
            code?: string;
            follows?: components["schemas"]["MilestoneLink"][] | null;
            /** Format: date */
            forecast: string;
            /** @description Of one of the project's own */
            name?: string;
            owner?: string;
        };
        NewMove: {
            /**
             * Format: date
             * @description When it happened; today if left out
             */
            on_day?: string;
            reason?: string;
            /** @enum {string} */
            state: "operation" | "pipeline";
            to: string;
        };
        NewProgramme: {
            /** @description Who gives it */
            funder: string;
            /** @description The first letter */
            letter: components["schemas"]["LetterWritten"];
            name: string;
        };
        NewReturn: {
            /** Format: date */
            due_on: string;
            /** Format: int64 */
            quarter: number;
            /** Format: int64 */
            year: number;
        };
        NewReturnNote: {
            /** Format: int64 */
            answers_id?: number;
            text: string;
        };
        NewRule: {
            allowed?: boolean;
            /** Format: int64 */
            amount?: number;
            /** @enum {string} */
            application_type?: "full" | "outline" | "reserved-matters" | "change-of-use" | "ldc-existing-use" | "ldc-prospective-use" | "prior-approval" | "lbc" | "s73" | "non-material-amendment" | "approval-condition" | "reg-3" | "reg-4" | "pre-application";
            /** @enum {string} */
            circumstance?: "environmental_statement" | "public_service_infrastructure" | "major" | "householder" | "minor_commercial";
            /**
             * @default day_after
             * @enum {string}
             */
            first_day: "day_after" | "same_day";
            /** Format: date */
            from: string;
            says?: string;
            source: string;
            /**
             * @description working_days: neither Saturdays, Sundays nor bank holidays count
             * @enum {string}
             */
            unit?: "days" | "working_days" | "weeks" | "months" | "years";
            /** @enum {string} */
            what: "determination" | "appeal" | "appeal_no_decision" | "lapse" | "lapse_details" | "lapse_last_approval";
        };
        NewRules: {
            hubs?: components["schemas"]["LeastOf"][] | null;
            pledges?: components["schemas"]["PledgeOf"][] | null;
        };
        NewSite: {
            address?: string | null;
            /** @description GeoJSON Polygon or MultiPolygon, WGS 84; null takes it away */
            boundary?: unknown;
            /** @enum {string|null} */
            condition?: "fit" | "refurbish" | "life expired" | null;
            /** @description With ends */
            ended_because?: string | null;
            /**
             * Format: date
             * @description A site is never deleted: it ends
             */
            ends?: string | null;
            /** @description Code of the authority it stands in; worked out from the position where true outlines are known */
            host_authority?: string;
            /** @enum {string} */
            kind?: "childrens_home" | "secure_childrens_home" | "step_down_home" | "solo_home" | "residential_special_school" | "short_break_home" | "nhs_land" | "hospital_building" | "council_building" | "school_property" | "dwelling" | "vacant_land" | "third_sector_property";
            /** @enum {string} */
            lawful_use?: "already_c2" | "already_c2a" | "c3_no_material_change_certified" | "c3_no_material_change_argued" | "change_required" | "unknown";
            /** @enum {string} */
            location_sensitivity?: "open" | "restricted";
            name?: string;
            /**
             * Format: int64
             * @description Used where the occupied and usable places are not both known
             */
            occupancy_percent?: number | null;
            /**
             * @default not_a_home
             * @enum {string}
             */
            operation: "not_a_home" | "open" | "suspended" | "mothballed" | "closed";
            /** @description Who runs it, by name; one that is not known yet is added. Case and spacing do not tell two apart */
            organisation?: string | null;
            /** @description Code; null: no authority's */
            owner_authority?: string | null;
            /** @enum {string|null} */
            ownership?: "owned by a public authority" | "not owned by a public authority" | "mixed ownership" | null;
            /**
             * @default none
             * @enum {string}
             */
            pipeline: "none" | "idea" | "screening" | "candidate" | "shortlisted";
            /** Format: int64 */
            places_occupied?: number | null;
            /** Format: int64 */
            places_planned?: number | null;
            /** Format: int64 */
            places_registered?: number | null;
            /** Format: int64 */
            places_usable?: number | null;
            position?: components["schemas"]["PositionGiven"];
            postcode?: string | null;
            /** @description The name everyone sees of a restricted site; made from kind and authority if left out */
            public_name?: string;
            /**
             * Format: int64
             * @description A year
             */
            running_cost_pence?: number | null;
            /** @enum {string|null} */
            sector?: "local_authority" | "private" | "voluntary" | "health" | null;
            /** Format: date */
            starts?: string | null;
            /** @enum {string|null} */
            tenure?: "freehold" | "leasehold" | "licence" | "none yet" | null;
            /** @description Up to 12 digits; zeros are put before fewer */
            uprn?: string | null;
            /** @description Ofsted's registration number */
            urn?: string | null;
            /** @enum {string|null} */
            use_class?: "c2" | "c2a" | "c3" | "e-e" | "sui" | "other" | null;
            /** Format: int64 */
            weekly_fee_pence?: number | null;
        };
        NewStep: {
            /** @description The same as an otpauth address, which opens the app on a phone */
            address: string;
            /** @description For typing in, where the picture cannot be scanned */
            key: string;
            /** @description The address as a QR code: rows of 1, dark, and 0, without the quiet zone */
            qr: string[] | null;
        };
        NewViewInputBody: {
            name: string;
            query: string;
            shared?: boolean;
        };
        Next: {
            allowed: boolean;
            kind: string;
            /** @description Why not */
            why?: string;
        };
        NextMilestone: {
            code: string;
            /** Format: date */
            forecast?: string;
            name: string;
        };
        NextMove: {
            needs_reason: boolean;
            /** @description Why it cannot be made now */
            refused?: string;
            /** @enum {string} */
            state: "operation" | "pipeline";
            to: string;
        };
        Note: {
            /** Format: date-time */
            at: string;
            by_name: string;
            /** Format: int64 */
            id: number;
            text: string;
        };
        NoteInputBody: {
            text: string;
        };
        NoteMade: {
            /** Format: date-time */
            at: string;
            by_name: string;
            /** Format: int64 */
            id: number;
            text: string;
        };
        Notification: {
            /**
             * Format: int64
             * @description How many more records were changed with it
             */
            also?: number;
            /** Format: date-time */
            at: string;
            by: string;
            changes: components["schemas"]["Change"][] | null;
            project?: string;
            /** Format: int64 */
            project_id?: number;
            reason?: string;
            /** Format: int64 */
            return_id?: number;
            /**
             * Format: int64
             * @description Of the audit's entry
             */
            seq: number;
            unread: boolean;
            /** @description What was done, in one sentence */
            words: string;
        };
        Notifications: {
            items: components["schemas"]["Notification"][] | null;
            /**
             * Format: int64
             * @description The seq up to which they are: send it back once they are read
             */
            latest: number;
            /**
             * Format: int64
             * @description At most 99 are counted
             */
            unread: number;
        };
        Now: {
            best: components["schemas"]["BestSet"];
            /** @description What the choice is worked out from, then and now; nothing else of it has changed */
            changes: components["schemas"]["Since"][] | null;
            /** @description In the set today, not in the decision's */
            joins: components["schemas"]["Linked"][] | null;
            /** @description In the decision's set, not in today's */
            leaves: components["schemas"]["Linked"][] | null;
            /** @description The same set would be chosen */
            same: boolean;
            sentence: string;
        };
        ObservedCount: {
            age_band: string;
            area_code: string;
            area_name: string;
            authority_code?: string;
            /**
             * Format: int64
             * @description Null where the publisher hid it
             */
            children: number | null;
            /** @enum {string} */
            level: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
            /** @description What the publisher put in its place */
            mark?: string;
            need: string;
            origin?: string;
            /** @description The next area up that the period has counts of */
            parent_code?: string;
            period: string;
            placement?: string;
            /** @description Everyone sees it */
            shown: boolean;
        };
        OfstedBody: {
            /** @description The latest first */
            items: components["schemas"]["OfstedEvent"][] | null;
            /**
             * Format: date
             * @description The day of the last register that has the home
             */
            last_register?: string;
            /** @description The site is restricted, and you have no right to its exact place: days and judgements would tell which of Ofsted's register it is */
            withheld: boolean;
        };
        OfstedEvent: {
            /** Format: date-time */
            at: string;
            by_name: string;
            /**
             * @description Outcomes in education and related learning activities
             * @enum {string}
             */
            education?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /**
             * @description Health services
             * @enum {string}
             */
            health?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "full" | "assurance" | "interim" | "monitoring" | "registered" | "conditions" | "suspended" | "suspension_ended" | "cancelled" | "resigned";
            /**
             * @description The effectiveness of leaders and managers
             * @enum {string}
             */
            leadership?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            note?: string;
            /** @description Ofsted's own of the event */
            number?: string;
            /**
             * Format: date
             * @description Left out where its source does not say
             */
            on_day?: string;
            /**
             * @description Overall experiences and progress of children and young people
             * @enum {string}
             */
            overall?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            /**
             * @description How well children and young people are helped and protected
             * @enum {string}
             */
            protection?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            provenance: string;
            /** Format: date */
            published_on?: string;
            /** @description Where its report can be read */
            report?: string;
            /** @description The register it is from, or that it was entered by hand */
            source: string;
            struck: boolean;
            struck_because?: string;
            /** Format: int64 */
            version: number;
        };
        Opening: {
            /**
             * Format: double
             * @description Share of runs open by the programme's date
             */
            chance: number;
            /** Format: date */
            p10: string;
            /** Format: date */
            p50: string;
            /** Format: date */
            p80: string;
            /** Format: date */
            p90: string;
        };
        Option: {
            authority_code: string;
            authority_name: string;
            /** @description Why it cannot be a project as things are now */
            blocked?: string;
            chosen: boolean;
            /**
             * Format: int64
             * @description A part of the likely cost
             */
            contingency_pence: number;
            /**
             * Format: int64
             * @description The option it was duplicated from
             */
            copied_from?: number;
            /** Format: int64 */
            cost_high_pence: number;
            /** Format: int64 */
            cost_likely_pence: number;
            /** Format: int64 */
            cost_low_pence: number;
            /**
             * Format: int64
             * @description Likely cost by places, to the nearest penny
             */
            cost_per_place_pence: number;
            /** @enum {string} */
            delivery_model: "authority_run" | "partnership" | "procured";
            /** @description Options that it cannot be chosen with */
            excludes: components["schemas"]["Linked"][] | null;
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            match_pence: number;
            name: string;
            /**
             * Format: double
             * @description Children who need a home and have no place within 20 miles that it would give one; from its sites' public positions, or else spread over the authority
             */
            need_covered: number;
            /** @description Prerequisites: to be chosen with it, or projects already */
            needs: components["schemas"]["Linked"][] | null;
            notes?: string;
            opening: components["schemas"]["Opening"];
            option_ref: string;
            parts: components["schemas"]["Part"][] | null;
            /** Format: int64 */
            places: number;
            /** Format: int64 */
            project_id?: number;
            /** @description What is proposed */
            proposal?: string;
            provenance: string;
            /** Format: int64 */
            rank: number;
            route: string;
            /** Format: double */
            score: number;
            sites: components["schemas"]["OptionSite"][] | null;
            source: string;
            /** Format: date */
            starts_on: string;
            /**
             * @description A withdrawn option is neither ranked nor chosen
             * @enum {string}
             */
            state: "proposed" | "withdrawn";
            /** Format: int64 */
            version: number;
            withdrawn_reason?: string;
        };
        OptionDetail: {
            authority_code: string;
            authority_name: string;
            /** @description Why it cannot be a project as things are now */
            blocked?: string;
            chosen: boolean;
            /**
             * Format: int64
             * @description A part of the likely cost
             */
            contingency_pence: number;
            /**
             * Format: int64
             * @description The option it was duplicated from
             */
            copied_from?: number;
            copied_from_name?: string;
            /** Format: int64 */
            cost_high_pence: number;
            /** Format: int64 */
            cost_likely_pence: number;
            /** Format: int64 */
            cost_low_pence: number;
            /**
             * Format: int64
             * @description Likely cost by places, to the nearest penny
             */
            cost_per_place_pence: number;
            /** @description By each day, the share of runs that are open */
            curve: components["schemas"]["Point"][] | null;
            /** @enum {string} */
            delivery_model: "authority_run" | "partnership" | "procured";
            /** @description Options that it cannot be chosen with */
            excludes: components["schemas"]["Linked"][] | null;
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            match: components["schemas"]["MatchFrom"][] | null;
            /** Format: int64 */
            match_pence: number;
            /** Format: double */
            mean_days: number;
            name: string;
            /**
             * Format: double
             * @description Children who need a home and have no place within 20 miles that it would give one; from its sites' public positions, or else spread over the authority
             */
            need_covered: number;
            /** @description Prerequisites: to be chosen with it, or projects already */
            needs: components["schemas"]["Linked"][] | null;
            notes?: string;
            /** Format: date */
            open_by: string;
            opening: components["schemas"]["Opening"];
            option_ref: string;
            parts: components["schemas"]["Part"][] | null;
            /** Format: int64 */
            places: number;
            places_by_type: components["schemas"]["TypedPlaces"][] | null;
            /** Format: int64 */
            project_id?: number;
            /** @description What is proposed */
            proposal?: string;
            provenance: string;
            /** Format: int64 */
            rank: number;
            route: string;
            /** Format: int64 */
            runs: number;
            /** Format: double */
            score: number;
            /** Format: int64 */
            seed: number;
            sites: components["schemas"]["OptionSite"][] | null;
            source: string;
            stages: components["schemas"]["Stage"][] | null;
            /** Format: date */
            starts_on: string;
            /**
             * @description A withdrawn option is neither ranked nor chosen
             * @enum {string}
             */
            state: "proposed" | "withdrawn";
            /** Format: int64 */
            version: number;
            withdrawn_reason?: string;
        };
        OptionFields: {
            authority_code?: string;
            /**
             * Format: int64
             * @description The part of the likely cost set aside for what cannot be foreseen
             */
            contingency_pence?: number;
            /** Format: int64 */
            cost_high_pence?: number;
            /** Format: int64 */
            cost_likely_pence?: number;
            /** Format: int64 */
            cost_low_pence?: number;
            /** @enum {string} */
            delivery_model?: "authority_run" | "partnership" | "procured";
            /** @description Options, by number, that it cannot be chosen with */
            excludes?: number[];
            /** Format: int64 */
            grant_pence?: number;
            /** @description match_pence is their sum */
            match?: components["schemas"]["Match"][];
            name?: string;
            /** @description Options, by number, that must be chosen with it or be projects already */
            needs?: number[];
            notes?: string;
            /** @description The option's places are their sum */
            places_by_type?: components["schemas"]["TypedPlaces"][];
            /** @description What is proposed */
            proposal?: string;
            /** @description By number; none: the site is still to be found */
            sites?: number[];
            /** Format: date */
            starts_on?: string;
            /** @description Code of a template: the option takes its route, and its stages anew */
            template?: string;
        };
        OptionMoney: {
            assumptions: components["schemas"]["Assumption"][] | null;
            break_even: components["schemas"]["BreakEven"][] | null;
            /**
             * Format: int64
             * @description Likely cost by places, to the nearest penny
             */
            cost_per_place_pence: number;
            /** @description The assumed fee and occupancy, nothing mothballed */
            expected: components["schemas"]["Year"];
            grid: components["schemas"]["Year"][] | null;
            /** Format: int64 */
            option_id: number;
            /** Format: int64 */
            places: number;
        };
        OptionSite: {
            /** Format: int64 */
            id: number;
            kind?: string;
            name: string;
            operation: string;
            pipeline: string;
            position?: number[];
        };
        OptionStateInputBody: {
            /** @description Must be given to withdraw it */
            reason?: string;
            /** @enum {string} */
            state: "proposed" | "withdrawn";
        };
        OptionsBody: {
            /** @description Whose criteria they are ranked by; none: the programme's own */
            appraisal?: components["schemas"]["Appraisal"];
            criteria: components["schemas"]["Criterion"][] | null;
            items: components["schemas"]["Option"][] | null;
            lead: string;
            /** Format: date */
            open_by: string;
            /**
             * Format: int64
             * @description Options before any filter; ranks count them all
             */
            total: number;
            /** @description Ranked by the board's own weights */
            weights_default: boolean;
            /**
             * Format: int64
             * @description Withdrawn options, before any filter
             */
            withdrawn: number;
        };
        Organisation: {
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "council" | "nhs" | "third_sector" | "company" | "other";
            name: string;
        };
        OtherDay: {
            /** @enum {string} */
            basis: "estimated" | "projected";
            /**
             * Format: int64
             * @description In thousandths; left out where the newest count is of that very day
             */
            change?: number;
            /**
             * @description Hot: where need grew more than elsewhere
             * @enum {string}
             */
            class: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            /**
             * Format: double
             * @description Getis-Ord Gi* of the changes
             */
            gi_z?: number;
            /** Format: double */
            p?: number;
            /**
             * Format: int64
             * @description Children looked after on that day, in thousandths of a child
             */
            thousandths: number;
        };
        Outline: {
            /**
             * Format: double
             * @description On the national grid
             */
            area_m2?: number;
            /** @description Where the fault is, WGS 84, longitude first */
            at?: number[];
            fault?: string;
            /** Format: double */
            hectares?: number;
            valid: boolean;
        };
        OverrideAsked: {
            /** @enum {string} */
            part: "delivery" | "spend" | "risk";
            /**
             * @description Left out: what was said before is taken back
             * @enum {string}
             */
            rating?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** @description In a sentence */
            reason: string;
        };
        Paper: {
            /** @description Without a number: the programme's own criteria */
            appraisal: components["schemas"]["Appraisal"];
            audit_hash: string;
            /**
             * Format: int64
             * @description The last entry of the record of changes then: which data it was
             */
            audit_seq: number;
            best: components["schemas"]["BestSet"];
            /** @description What would bring each candidate in that is left out, as far as there was time to look */
            changes: components["schemas"]["ChoiceChanges"][] | null;
            /** @description With the best set: who could have a place within 20 miles */
            covered: components["schemas"]["Covered"];
            firmness: components["schemas"]["Firmness"];
            /**
             * Format: int64
             * @description The shape of a paper: 1
             */
            format: number;
            /** Format: date-time */
            made_at: string;
            /** @description The assumptions that need is estimated under, and of which day */
            need: components["schemas"]["Settings"];
            /** @description Ranked; projects too */
            options: components["schemas"]["Option"][] | null;
            programme: components["schemas"]["Programme"];
            robustness: components["schemas"]["Robustness"];
            /** @description Of the program */
            version: string;
            wish: components["schemas"]["PaperWish"];
        };
        PaperWish: {
            /** Format: int64 */
            budget_pence?: number;
            in?: number[] | null;
            /** @enum {string} */
            objective: "places" | "in_time" | "score" | "covered";
            off?: string[] | null;
            only?: boolean;
            out?: number[] | null;
        };
        Part: {
            code: string;
            name: string;
            /** Format: double */
            points: number;
            /**
             * Format: double
             * @description 0 at or below the worst, 1 at or above the best
             */
            scaled: number;
            /** @description The value as shown to people */
            text: string;
            /** Format: double */
            value: number;
            /** Format: double */
            weight_percent: number;
        };
        PartBody: {
            /** Format: int64 */
            bytes: number;
        };
        PartInputBody: {
            /** @description Base64 of at most 524,288 bytes */
            content: string;
        };
        PasswordInputBody: {
            current: string;
            password: string;
        };
        Payment: {
            /** @description Who approved a write-off */
            approved_by?: string;
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "scheduled" | "claimed" | "actual" | "stopped" | "refund" | "write_off";
            /**
             * Format: int64
             * @description The scheduled or claimed payment that it pays or stops, or the entry it takes back
             */
            of_id?: number;
            /** Format: date */
            on_day: string;
            /**
             * Format: int64
             * @description Of what is scheduled or claimed: not yet paid or stopped
             */
            open_pence: number;
            /**
             * Format: int64
             * @description Below 0: takes back what was entered wrongly
             */
            pence: number;
            /** Format: int64 */
            programme_id: number;
            project?: string;
            /**
             * Format: int64
             * @description The project it is for; without one it is not divided among projects
             */
            project_id?: number;
            provenance: string;
            reason?: string;
            reference?: string;
        };
        PaymentWritten: {
            /** @description Who approved a write-off */
            approved_by?: string;
            /** @enum {string} */
            kind: "scheduled" | "claimed" | "actual" | "stopped" | "refund" | "write_off";
            /**
             * Format: int64
             * @description The scheduled or claimed payment that it pays or stops, or the entry it takes back
             */
            of_id?: number;
            /** Format: date */
            on_day: string;
            /**
             * Format: int64
             * @description Below 0: takes back what was entered wrongly
             */
            pence: number;
            /**
             * Format: int64
             * @description The project it is for; without one it is not divided among projects
             */
            project_id?: number;
            reason?: string;
            reference?: string;
        };
        Person: {
            /** @description Made up; signs in without a password, where the demonstration runs */
            demonstration: boolean;
            email: string;
            /** Format: int64 */
            id: number;
            /**
             * Format: date-time
             * @description Until when the link they were last given may be taken up
             */
            link_ends_at?: string;
            /** Format: date-time */
            made_at: string;
            name: string;
            roles: components["schemas"]["HeldRole"][] | null;
            /**
             * Format: date-time
             * @description Since when they have a second step
             */
            second_step_since?: string;
            /**
             * Format: date-time
             * @description When they last signed in
             */
            signed_in_at?: string;
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            /** Format: int64 */
            version: number;
        };
        PlacesLeftOut: {
            authority_code: string;
            authority_name: string;
            /** Format: int64 */
            homes: number;
            /** Format: int64 */
            places: number;
        };
        PlacesOf: {
            /** Format: int64 */
            occupied?: number;
            /** Format: int64 */
            planned?: number;
            /** Format: int64 */
            registered?: number;
            /** @enum {string} */
            type: "solo" | "two_to_four" | "secure" | "step_down" | "emergency" | "short_break" | "other";
            /** Format: int64 */
            usable?: number;
        };
        PlacesSet: {
            /** @description These types and no others. The site's totals are their sums; of what no type gives, the total is emptied. Without any type the totals stay as they are, or become those given */
            places: components["schemas"]["PlacesOf"][];
            /** @description The site's own numbers, these and no others: what is null or left out is emptied. With places by type it takes occupancy_percent only */
            totals?: components["schemas"]["SiteTotals"];
        };
        PlanningAuthority: {
            code: string;
            /** @description In whose area it lies, where that is one */
            host_authority?: string;
            /** @enum {string} */
            kind?: "district" | "unitary" | "county" | "national_park" | "other";
            name: string;
        };
        PlanningCondition: {
            biodiversity_net_gain: boolean;
            /** Format: date */
            due_on?: string;
            exemption?: string;
            /** @enum {string} */
            gain?: "applies" | "exempt";
            /** Format: int64 */
            id: number;
            /** @enum {string} */
            kind: "pre_commencement" | "pre_occupation" | "compliance" | "time_limit";
            number: string;
            /** @enum {string} */
            state: "open" | "submitted" | "discharged" | "part_discharged" | "breached";
            text?: string;
            /** Format: int64 */
            version: number;
        };
        PlanningConditionChange: {
            /**
             * Format: date
             * @description null empties it
             */
            due_on?: string | null;
            exemption?: string;
            /**
             * @description Of biodiversity net gain only, which it makes the condition
             * @enum {string}
             */
            gain?: "applies" | "exempt";
            /** @enum {string} */
            kind?: "pre_commencement" | "pre_occupation" | "compliance" | "time_limit";
            /** @description As in the decision: 3, 3(a), BNG. Everyone reads it, also of a restricted site */
            number?: string;
            /** @enum {string} */
            state?: "open" | "submitted" | "discharged" | "part_discharged" | "breached";
            text?: string;
        };
        Pledge: {
            /**
             * Format: int64
             * @description null: no limit is known
             */
            amount_pence: number | null;
            /**
             * Format: int64
             * @description By all proposed options and projects together
             */
            asked_pence: number;
            authority_code: string;
            hub?: string;
            name: string;
            /**
             * Format: int64
             * @description Of these, by projects
             */
            projects_pence: number;
        };
        PledgeOf: {
            /**
             * Format: int64
             * @description null: no limit is known
             */
            amount_pence: number | null;
            authority_code: string;
        };
        Point: {
            day: string;
            /** Format: double */
            share: number;
        };
        PositionGiven: {
            /** Format: double */
            easting?: number;
            /** Format: double */
            lat?: number;
            /** Format: double */
            lon?: number;
            /** Format: double */
            northing?: number;
        };
        PossibleRoute: {
            name: string;
            needs: string[] | null;
            precedents: components["schemas"]["Precedent"][] | null;
            route: string;
            weeks?: components["schemas"]["RouteWeeks"];
            why: string;
        };
        Posting: {
            /** @description Capital; else revenue */
            capital: boolean;
            /** @enum {string} */
            category: "acquisition" | "fees" | "works" | "furniture" | "contingency" | "vat";
            /** @description Counts against the grant. VAT that a council recovers does not */
            eligible: boolean;
            /** @enum {string} */
            kind: "commitment" | "accrual" | "payment" | "retention";
            /** @description What it is for */
            note: string;
            /** Format: date */
            on_day: string;
            /** Format: int64 */
            pence: number;
            /**
             * Format: int64
             * @description The order, accrual or retention that it pays off, or a part of it; what it is for is taken from there
             */
            settles?: number;
        };
        Precedent: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
            /** Format: int64 */
            readonly id: number;
            /** @enum {string} */
            outcome: "granted" | "refused" | "not_required" | "withdrawn";
            planning_authority?: string;
            /** @enum {string} */
            route: "no-application" | "ldc-existing-use" | "ldc-prospective-use" | "change-of-use" | "full" | "outline" | "reg-3" | "lbc" | "pre-application";
            source: string;
            /** @enum {string} */
            use_class?: "c2" | "c2a" | "c3" | "e-e" | "sui" | "other";
            /** Format: int64 */
            weeks?: number;
            /** @description What was asked for. Everyone reads it: nothing that tells where a restricted home is */
            what: string;
            /** @enum {string} */
            works: "none" | "internal" | "external" | "extension" | "new_build";
        };
        Preview: {
            moved: components["schemas"]["Move"][] | null;
            /** Format: date */
            opening?: string;
            /** Format: date */
            opening_was?: string;
            /** @description The opening would pass the day the grant wants it open by */
            past_deadline: boolean;
        };
        PreviewInputBody: {
            /** Format: date */
            forecast: string;
        };
        PreviewsInputBody: {
            moves: components["schemas"]["SlipAsked"][] | null;
        };
        Programme: {
            /** Format: int64 */
            award_pence: number;
            dates: components["schemas"]["ProgrammeDate"][] | null;
            funder: string;
            /** Format: int64 */
            grant_left_pence: number;
            /** Format: int64 */
            grant_used_pence: number;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: date */
            open_by: string;
            provenance: string;
            /**
             * Format: date
             * @description The day its grant has to be spent by
             */
            spend_by?: string;
            /** Format: int64 */
            version: number;
        };
        ProgrammeDate: {
            as_given: string;
            conflict?: string;
            source: string;
            what: string;
        };
        ProgrammeName: {
            /** Format: int64 */
            award_pence: number;
            /** @description The one options are weighed for */
            current: boolean;
            funder: string;
            /** Format: int64 */
            id: number;
            name: string;
            /** Format: int64 */
            projects: number;
            provenance: string;
        };
        ProgrammeStanding: {
            /** Format: int64 */
            award_pence: number;
            /**
             * Format: int64
             * @description Repayable if every home that it paid for closed today
             */
            closure_pence: number;
            /**
             * Format: int64
             * @description Broken, with whatever clawback followed not paid yet
             */
            conditions_breached: number;
            /**
             * Format: int64
             * @description Due within four weeks, or overdue
             */
            conditions_due: number;
            /** Format: int64 */
            conditions_overdue: number;
            dates: components["schemas"]["ProgrammeDate"][] | null;
            funder: string;
            /** Format: int64 */
            grant_left_pence: number;
            /** Format: int64 */
            grant_used_pence: number;
            /** Format: int64 */
            id: number;
            /** @description The last first */
            letters: components["schemas"]["Letter"][] | null;
            /** @description By who gives it */
            match: components["schemas"]["MatchStanding"][] | null;
            /**
             * Format: int64
             * @description Match that the last letter asks for
             */
            match_pence: number;
            name: string;
            /** Format: date */
            open_by: string;
            /**
             * Format: int64
             * @description Of the grant: spent, ordered and to come
             */
            outturn_pence: number;
            /**
             * Format: int64
             * @description By whoever gives the grant, less what went back or was written off
             */
            paid_pence: number;
            /** @enum {string} */
            payment?: "arrears" | "advance";
            /** @description Pence by kind of payment */
            payment_sums: {
                [key: string]: number;
            };
            /** @description The earliest first */
            payments: components["schemas"]["Payment"][] | null;
            /**
             * Format: int64
             * @description Match that is not
             */
            pledged_pence: number;
            projects: components["schemas"]["ProjectShare"][] | null;
            provenance: string;
            /** @description Of all its projects together, none left out */
            quarters: components["schemas"]["Quarter"][] | null;
            /**
             * Format: int64
             * @description Match that is promised in writing, in cash or in kind
             */
            secured_pence: number;
            /**
             * Format: date
             * @description The day its grant has to be spent by
             */
            spend_by?: string;
            /**
             * Format: int64
             * @description Of the grant, by today
             */
            spent_pence: number;
            /** Format: int64 */
            version: number;
            years: components["schemas"]["YearStanding"][] | null;
        };
        Progress: {
            authority: string;
            authority_code: string;
            /** Format: int64 */
            conditions_due: number;
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            milestones: components["schemas"]["ProgressMilestone"][] | null;
            /** Format: date */
            opening?: string;
            /** Format: date */
            opening_baseline?: string;
            /** Format: int64 */
            places: number;
            planning_status?: string;
            project: string;
            /** Format: int64 */
            project_id: number;
            project_ref: string;
            provenance: string;
            /** Format: int64 */
            slip_days?: number;
            /** Format: int64 */
            spent_pence: number;
        };
        ProgressMilestone: {
            /** Format: date */
            actual?: string;
            /** Format: date */
            baseline?: string;
            code: string;
            /** Format: date */
            forecast?: string;
            name: string;
            /** Format: int64 */
            slip_days?: number;
        };
        Project: {
            authority_code: string;
            authority_name: string;
            /**
             * Format: int64
             * @description Sum of its budget lines
             */
            budget_pence: number;
            /**
             * Format: double
             * @description In the list: of opening by the day the grant wants
             */
            chance?: number;
            /**
             * Format: int64
             * @description Conditions of its own whose day has come or will within 90 days, not yet met
             */
            conditions_due: number;
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            match_pence: number;
            name: string;
            next_milestone?: components["schemas"]["NextMilestone"];
            /**
             * Format: date
             * @description The day its grant wants it open by
             */
            open_by?: string;
            /**
             * Format: date
             * @description The day of the last milestone, as forecast now
             */
            opening?: string;
            /** Format: date */
            opening_baseline?: string;
            /** Format: int64 */
            option_id?: number;
            /**
             * Format: int64
             * @description In the list: spent, committed and to come
             */
            outturn_pence?: number;
            /**
             * Format: date
             * @description In the list: by when it is as likely as not to open, as last kept
             */
            p50?: string;
            /**
             * Format: date
             * @description In the list: by when it is 80 % likely to open
             */
            p80?: string;
            /** Format: int64 */
            places: number;
            /** @description Application status of its site */
            planning_status?: string;
            project_ref: string;
            provenance: string;
            /** @description In the list: delivery by the forecast that was last kept */
            ratings?: components["schemas"]["Ratings"];
            site?: components["schemas"]["SiteOf"];
            /**
             * Format: int64
             * @description Opening as forecast, less its baseline
             */
            slip_days?: number;
            /**
             * Format: int64
             * @description Accrued, kept back and paid, by the ledger
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Pre-commencement conditions of planning permission, not discharged, that stand in the way of a start on site
             */
            start_blocked: number;
            /** Format: date */
            starts_on?: string;
            /** Format: int64 */
            version: number;
            /**
             * Format: int64
             * @description Change requests and transfers that wait for the board
             */
            waiting: number;
        };
        ProjectShare: {
            authority_code: string;
            authority_name: string;
            /**
             * Format: int64
             * @description Repayable if it closed today
             */
            closure_pence: number;
            /**
             * Format: int64
             * @description Given to it
             */
            grant_pence: number;
            /** Format: int64 */
            id: number;
            name: string;
            /**
             * Format: int64
             * @description Of that grant
             */
            outturn_pence: number;
            /** @description Its rating */
            overall?: string;
            /** Format: int64 */
            paid_pence: number;
            /** Format: int64 */
            places: number;
            provenance: string;
            /**
             * Format: int64
             * @description Of that grant
             */
            spent_pence: number;
        };
        Prospect: {
            /** @description Of a hexagon: that most of its need is of; of a site: where it stands */
            authority_code: string;
            authority_name: string;
            /** @description Of a hexagon */
            code?: string;
            /**
             * Format: double
             * @description Of those, how many a home there would cover
             */
            gain: number;
            hub?: string;
            /** @description Of a site */
            kind?: string;
            /** @description Of a hexagon: its small area nearest the centre; of a site: the name everyone sees */
            name: string;
            /** @description Of a site */
            pipeline?: string;
            /** @description Its centre, or the site's public position */
            position: number[] | null;
            /**
             * @description Of a site: a restricted one is taken to be at the centre of its 10 km square
             * @enum {string}
             */
            position_kind?: "exact" | "square";
            /**
             * Format: int64
             * @description Of a site
             */
            site_id?: number;
            /**
             * Format: double
             * @description Children within 20 miles of it who need a home and whom no open home covers
             */
            unmet: number;
        };
        Quarter: {
            /**
             * Format: int64
             * @description Of the grant, forecast: ordered
             */
            committed_pence: number;
            /**
             * Format: int64
             * @description Of the grant: spent, committed and to come
             */
            grant_pence: number;
            /**
             * Format: int64
             * @description Of the grant, actual
             */
            grant_spent_pence: number;
            /**
             * Format: int64
             * @description Both
             */
            match_pence: number;
            /**
             * Format: int64
             * @description 1 is April to June
             */
            quarter: number;
            /**
             * Format: int64
             * @description The part of it that is revenue, which the grant never pays
             */
            revenue_pence: number;
            /**
             * Format: int64
             * @description Of match that is secured
             */
            secured_pence: number;
            /**
             * Format: int64
             * @description Actual
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Of the grant, forecast: not yet ordered
             */
            to_come_pence: number;
            /**
             * Format: int64
             * @description Of match that is not secured, or of nothing yet
             */
            unsecured_pence: number;
            /**
             * Format: int64
             * @description The year its financial year begins in, April to March
             */
            year: number;
        };
        RanksOfOne: {
            name: string;
            /** Format: int64 */
            option_id: number;
            /**
             * Format: int64
             * @description Under the weights
             */
            rank: number;
            ranks: number[] | null;
            standard_errors: number[] | null;
        };
        Rating: {
            /**
             * @description Empty where it cannot be known
             * @enum {string}
             */
            computed?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            override?: components["schemas"]["RatingOverride"];
            /** @enum {string} */
            part: "delivery" | "spend" | "risk";
            /** @description What it is worked out from, in a sentence */
            why: string;
        };
        RatingOverride: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            rating: "green" | "amber_green" | "amber" | "amber_red" | "red";
            reason: string;
        };
        Ratings: {
            /**
             * @description The worst of its parts, as overridden; empty while none is known
             * @enum {string}
             */
            overall?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** @description delivery, spend and risk */
            parts: components["schemas"]["Rating"][] | null;
        };
        Reach: {
            /** Format: int64 */
            cells: number;
            /**
             * Format: int64
             * @description Looked-after children, estimated, in thousandths
             */
            children_thousandths: number;
            /**
             * Format: double
             * @description Of those, how many the places planned here would cover
             */
            gain?: number;
            /** Format: int64 */
            miles: number;
            /**
             * Format: double
             * @description Of these, children who need a place in a home, by the share of each authority
             */
            need_home: number;
            ring: (number[] | null)[] | null;
            /**
             * Format: double
             * @description Of these, children whom no open home within 20 miles of them covers
             */
            unmet: number;
        };
        Reached: {
            /** Format: int64 */
            cells: number;
            /**
             * Format: int64
             * @description Looked-after children, estimated, in thousandths
             */
            children_thousandths: number;
            /**
             * Format: double
             * @description Of these, children who need a place in a home, by the share of each authority
             */
            need_home: number;
        };
        ReachedBy: {
            /** @description What none of the others reaches */
            alone: components["schemas"]["Reached"];
            /** Format: int64 */
            id: number;
            reaches: components["schemas"]["Reached"];
        };
        ReadInputBody: {
            /**
             * Format: int64
             * @description As the list said: what came later stays unread
             */
            latest: number;
        };
        Readings: {
            /** @enum {string} */
            basis: "estimated" | "projected";
            /** @description Four numbers, the least first: a step begins at its break and ends before the next. None for hot-spots */
            breaks: number[] | null;
            /** @description The cohort that was asked for: all values are of it alone */
            cohort?: components["schemas"]["CohortFigures"];
            /**
             * Format: date
             * @description The day the need is of
             */
            day?: string;
            /** @description The steps lie alike on both sides of 0, the third round it */
            diverging: boolean;
            /** @description Every area, by code */
            items: components["schemas"]["AreaReading"][] | null;
            /** @enum {string} */
            level: "cell" | "hexagon";
            /**
             * Format: int64
             * @description Of hexagons: between opposite sides
             */
            metres?: number;
            /** @enum {string} */
            reading: "need" | "unmet" | "access" | "gain" | "change" | "hotspots";
            /** @description What the values are made from */
            source: string;
            /** @description What a value counts, in words */
            unit: string;
        };
        Register: {
            /**
             * Format: int64
             * @description Decisions due within seven days, today included, whatever the state asked for
             */
            due_this_week: number;
            /**
             * Format: int64
             * @description Permissions that lapse within six months
             */
            expiring: number;
            /** @description Those longest overdue first, unless sorted */
            items: components["schemas"]["Summary"][] | null;
            /** @description The cursor of the next page; left out on the last */
            next?: string;
            /** Format: int64 */
            overdue: number;
            /**
             * Format: int64
             * @description All that the filter finds
             */
            total: number;
            /**
             * Format: int64
             * @description Of the total: at restricted sites, whose planning authority and reference are left out
             */
            withheld: number;
        };
        RemovalInputBody: {
            because: string;
        };
        Removed: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            version: number;
        };
        Repayable: {
            /** Format: date */
            on: string;
            /**
             * Format: int64
             * @description By that day, less what went back or was written off
             */
            paid_pence: number;
            /**
             * Format: int64
             * @description All together, if it happened to all of them
             */
            pence: number;
            projects: components["schemas"]["RepayableProject"][] | null;
            sites: components["schemas"]["RepayableSite"][] | null;
            trigger: string;
            /**
             * Format: int64
             * @description The part of it that is not divided among projects
             */
            undivided_pence: number;
        };
        RepayableProject: {
            authority_code?: string;
            exposed: components["schemas"]["Exposed"][] | null;
            how_worked: string;
            /** Format: int64 */
            paid_pence: number;
            /** Format: int64 */
            pence: number;
            project?: string;
            /** Format: int64 */
            project_id?: number;
        };
        RepayableSite: {
            authority_code?: string;
            exposed: components["schemas"]["Exposed"][] | null;
            how_worked: string;
            /** Format: int64 */
            paid_pence: number;
            /** Format: int64 */
            pence: number;
            programme: string;
            /** Format: int64 */
            programme_id: number;
            project?: string;
            /** Format: int64 */
            project_id?: number;
            /** @description Under its public name */
            site: string;
            /** Format: int64 */
            site_id: number;
        };
        Return: {
            certified_by?: string;
            /** Format: date */
            due_on: string;
            funder: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            number: number;
            /** @description Q2 2026/27: Jul 2026 - Sep 2026 */
            period: string;
            programme: string;
            /** Format: int64 */
            programme_id: number;
            /**
             * Format: int64
             * @description 1 is April to June
             */
            quarter: number;
            /** Format: int64 */
            revision: number;
            /** @enum {string} */
            state: "draft" | "checked" | "certified" | "submitted" | "accepted";
            /** Format: int64 */
            template: number;
            /** Format: int64 */
            version: number;
            /**
             * Format: int64
             * @description The year its financial year begins in
             */
            year: number;
        };
        ReturnChange: {
            /**
             * Format: int64
             * @description Of a number: how much more; of a day: how many days later
             */
            by?: number;
            /** @description None: the row came or went */
            column?: string;
            /** @description Where they say it: sheet, row's key and column */
            field?: string;
            is: string;
            kind?: string;
            /** @description What tells the row from others */
            row?: string;
            sheet: string;
            was: string;
            /** @description What people say of it */
            why?: string;
        };
        ReturnDetail: {
            /** @description Which that is */
            before?: string;
            /** @description The last first: the first of them is in force */
            certificates: components["schemas"]["Certificate"][] | null;
            certified_by?: string;
            /** Format: date */
            due_on: string;
            /** @description Errors first; none once it is certified */
            faults: components["schemas"]["Fault"][] | null;
            /** @description What people write: sheet, row's key and column */
            fields: string[] | null;
            funder: string;
            /** Format: int64 */
            id: number;
            /** @description The states it may go to */
            next: string[] | null;
            /** @description What is asked and said of it, the first first */
            notes: components["schemas"]["ReturnNote"][] | null;
            /** Format: int64 */
            number: number;
            /** @description Q2 2026/27: Jul 2026 - Sep 2026 */
            period: string;
            /** @description You prepared it, so somebody else certifies it */
            prepared: boolean;
            /** @description Who wrote in it */
            preparers: string[] | null;
            programme: string;
            /** Format: int64 */
            programme_id: number;
            /**
             * Format: int64
             * @description 1 is April to June
             */
            quarter: number;
            /** Format: int64 */
            revision: number;
            /** @description By sheet: as certified, or as the ledger and registers stand now */
            rows: {
                [key: string]: {
                    [key: string]: unknown;
                }[] | null;
            };
            /** @description Of its template */
            sheets: components["schemas"]["Sheet"][] | null;
            /** @description What is not as in the return certified before it */
            since: components["schemas"]["ReturnChange"][] | null;
            /** @enum {string} */
            state: "draft" | "checked" | "certified" | "submitted" | "accepted";
            /** @description The last first */
            steps: components["schemas"]["ReturnStep"][] | null;
            /** Format: int64 */
            template: number;
            /** Format: int64 */
            version: number;
            /** @description What people wrote, by field */
            written: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description The year its financial year begins in
             */
            year: number;
        };
        ReturnFile: {
            /** Format: int64 */
            bytes: number;
            file_name: string;
            /** @description SHA-256 of its bytes */
            hash: string;
            /** @enum {string} */
            kind: "json" | "csv" | "xlsx" | "pdf" | "oc4ids" | "inputs";
            media_type: string;
        };
        ReturnMove: {
            /** @description Why it is opened again */
            reason?: string;
            /** @enum {string} */
            state: "draft" | "checked" | "submitted";
        };
        ReturnNote: {
            /**
             * Format: int64
             * @description The note that this one answers
             */
            answers_id?: number;
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            id: number;
            text: string;
        };
        ReturnStep: {
            /** Format: date-time */
            at: string;
            by: string;
            from_state: string;
            reason?: string;
            to_state: string;
        };
        ReturnWritten: {
            /** Format: date */
            due_on?: string;
            written: {
                [key: string]: string;
            };
        };
        Reversal: {
            /**
             * Format: date
             * @description The day it counts on: today unless said, never before the entry's own. An order is taken back on its own day
             */
            on_day?: string;
            reason: string;
        };
        Review: {
            remark?: string;
            /** @description Whoever gives the grant may see it */
            shared: boolean;
            /** @enum {string} */
            verdict: "accepted" | "refused";
        };
        Risk: {
            /** Format: int64 */
            id: number;
            /**
             * Format: int64
             * @description 0 to 4
             */
            impact: number;
            /**
             * Format: int64
             * @description 0 to 4
             */
            impact_after?: number;
            /**
             * Format: int64
             * @description 0 to 4, before anything is done about it
             */
            likelihood: number;
            /**
             * Format: int64
             * @description 0 to 4, with that done
             */
            likelihood_after?: number;
            /** @description Of the budget line it would hit */
            line_category?: string;
            /**
             * Format: int64
             * @description The budget line of the project that it would hit
             */
            line_id?: number;
            /** Format: int64 */
            line_year?: number;
            /** @description The name of the milestone it would hit */
            milestone?: string;
            /**
             * Format: int64
             * @description The milestone of the project that it would hit
             */
            milestone_id?: number;
            /** @description What is done about it */
            mitigation?: string;
            owner?: string;
            /**
             * @description How soon it may happen: within a month, three months, a year, or later
             * @enum {string}
             */
            proximity?: "" | "month" | "quarter" | "year" | "later";
            /**
             * @description By its residual: below 3, 6, 9, 12, or more
             * @enum {string}
             */
            rating: "green" | "amber_green" | "amber" | "amber_red" | "red";
            /**
             * Format: int64
             * @description Likelihood times impact after what is done about it, else before; of an issue as if it were certain; 0 once closed
             */
            residual: number;
            /**
             * Format: date
             * @description The day it is looked at again
             */
            review_on?: string;
            risk: string;
            /**
             * @description An issue has happened; a closed one is over
             * @enum {string}
             */
            state: "open" | "issue" | "closed";
            /** Format: int64 */
            version: number;
        };
        RiskWritten: {
            /**
             * Format: int64
             * @description 0 to 4
             */
            impact: number;
            /**
             * Format: int64
             * @description 0 to 4
             */
            impact_after?: number;
            /**
             * Format: int64
             * @description 0 to 4, before anything is done about it
             */
            likelihood: number;
            /**
             * Format: int64
             * @description 0 to 4, with that done
             */
            likelihood_after?: number;
            /**
             * Format: int64
             * @description The budget line of the project that it would hit
             */
            line_id?: number;
            /**
             * Format: int64
             * @description The milestone of the project that it would hit
             */
            milestone_id?: number;
            /** @description What is done about it */
            mitigation?: string;
            owner?: string;
            /**
             * @description How soon it may happen: within a month, three months, a year, or later
             * @enum {string}
             */
            proximity?: "" | "month" | "quarter" | "year" | "later";
            /**
             * Format: date
             * @description The day it is looked at again
             */
            review_on?: string;
            risk: string;
            /**
             * @description An issue has happened; a closed one is over
             * @enum {string}
             */
            state: "open" | "issue" | "closed";
        };
        RobustOption: {
            /** Format: int64 */
            id: number;
            /** @description In the best set as things are expected */
            in_set: boolean;
            name: string;
            /**
             * Format: double
             * @description Of the worlds, in how many it is in the best set
             */
            share: number;
            /** Format: double */
            standard_error: number;
        };
        Robustness: {
            /**
             * Format: int64
             * @description Worlds in which no set keeps the rules
             */
            infeasible: number;
            /** @description Most often chosen first */
            options: components["schemas"]["RobustOption"][] | null;
            /**
             * Format: int64
             * @description The programme's: the same worlds each time
             */
            seed: number;
            /**
             * Format: int64
             * @description Worlds whose set is the best that was found, without a proof
             */
            unproven: number;
            /**
             * Format: int64
             * @description How many were looked at: as many as there was time for
             */
            worlds: number;
        };
        Role: {
            authority_code?: string;
            /**
             * Format: int64
             * @description Of dfe: only what this grant pays for
             */
            programme_id?: number;
            /** Format: int64 */
            project_id?: number;
            /** @enum {string} */
            role: "viewer" | "property_lead" | "project_manager" | "board" | "finance" | "dfe" | "administrator" | "exact_locations" | "demand_steward";
        };
        RolesInputBody: {
            roles: components["schemas"]["Role"][] | null;
        };
        Round: {
            /** Format: int64 */
            cells: number;
            /**
             * Format: int64
             * @description Looked-after children, estimated, in thousandths
             */
            children_thousandths: number;
            /**
             * Format: double
             * @description Of those, how many a home of so many places would cover here
             */
            gain: number;
            /** Format: int64 */
            miles: number;
            /**
             * Format: double
             * @description Of these, children who need a place in a home, by the share of each authority
             */
            need_home: number;
            /** Format: int64 */
            places: number;
            ring: (number[] | null)[] | null;
            /**
             * Format: double
             * @description Of the need, children whom no open home within 20 miles of them covers
             */
            unmet: number;
        };
        RouteWeeks: {
            /** Format: int64 */
            likely: number;
            /** Format: int64 */
            optimistic: number;
            /** Format: int64 */
            pessimistic: number;
            source: string;
        };
        RoutesBody: {
            /** @description A council owns it */
            council: boolean;
            items: components["schemas"]["PossibleRoute"][] | null;
            lawful_use: string;
            ownership?: string;
            says: string;
            secure: boolean;
            tenure?: string;
            /** Format: int64 */
            total: number;
            use_class?: string;
            /** @enum {string} */
            works: "none" | "internal" | "external" | "extension" | "new_build";
        };
        Rule: {
            /** @description false: there is no such right */
            allowed: boolean;
            /**
             * Format: int64
             * @description Left out: there is no period, or no limit; says tells which
             */
            amount?: number;
            /** @description Left out: any type that has no rule of its own */
            application_type?: string;
            circumstance?: string;
            /** @description It holds today */
            current: boolean;
            /**
             * @description Whether the period's first day is the day it counts from, or the day after
             * @enum {string}
             */
            first_day: "day_after" | "same_day";
            /** Format: date */
            from: string;
            /** Format: int64 */
            id: number;
            says?: string;
            source: string;
            /** @enum {string} */
            unit?: "days" | "working_days" | "weeks" | "months" | "years";
            /** @enum {string} */
            what: "determination" | "appeal" | "appeal_no_decision" | "lapse" | "lapse_details" | "lapse_last_approval";
        };
        Rules: {
            /** @description Every hub */
            hubs: components["schemas"]["Least"][] | null;
            /** @description Every authority of the region */
            pledges: components["schemas"]["Pledge"][] | null;
            /**
             * Format: int64
             * @description The programme's
             */
            version: number;
        };
        SavedView: {
            by: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            made_at: string;
            name: string;
            own: boolean;
            /** @description Of the map's address, as in kind=dwelling&layers=need */
            query: string;
            /** @description Everyone who may see the map sees it in their list */
            shared: boolean;
            /** Format: int64 */
            version: number;
        };
        SecondStep: {
            /** @description It has to be set up before anything else */
            due: boolean;
            /**
             * Format: int64
             * @description How many are left
             */
            recovery_codes: number;
            /** Format: date-time */
            since?: string;
        };
        SecondStepOutputBody: {
            recovery_codes: string[] | null;
            session: components["schemas"]["SessionBody"];
        };
        Series: {
            /** @enum {string} */
            basis: "estimated" | "projected";
            /**
             * Format: int64
             * @description Between that day and the newest estimate, of all areas that have a change, in thousandths: the later less the earlier
             */
            change: number;
            /** Format: date */
            day: string;
            /**
             * Format: double
             * @description Of a projection: the growth a year it was made with
             */
            growth_percent?: number;
            /** Format: date-time */
            made_at: string;
            source: string;
            /**
             * Format: int64
             * @description Children looked after on that day, of all areas that have a figure, in thousandths
             */
            thousandths: number;
        };
        SessionBody: {
            /** @description The password was given in the last five minutes */
            confirmed: boolean;
            /** @description Goes with every change, as X-CSRF-Token */
            csrf?: string;
            demonstration: boolean;
            demonstration_users?: components["schemas"]["DemonstrationUser"][] | null;
            /** @description By right: all, own or funded */
            rights: {
                [key: string]: string;
            };
            /** @description There is an account; before that the first one is made with the code printed at the start */
            set_up: boolean;
            signed_in: boolean;
            user?: components["schemas"]["SignedInUser"];
        };
        SetOf: {
            /** Format: int64 */
            grant_pence: number;
            /** Format: int64 */
            match_pence: number;
            options: number[] | null;
            /** Format: int64 */
            places: number;
            /**
             * Format: double
             * @description In places, places expected in time, points of score, or children covered
             */
            value: number;
        };
        SetUpInputBody: {
            code: string;
            email: string;
            name: string;
            password: string;
        };
        Settings: {
            /**
             * Format: double
             * @description The distance within which small areas are neighbours; left out while the suggested one is used
             */
            band_metres?: number;
            /**
             * Format: double
             * @description A small area's children are weighted by its deprivation over the mean, to this power
             */
            deprivation_power: number;
            /**
             * Format: double
             * @description The distance the hot-spots shown were found with
             */
            estimated_band?: number;
            /**
             * Format: date
             * @description The day of the newest count the estimate was made from
             */
            estimated_day?: string;
            /**
             * Format: double
             * @description The growth a year that need is projected with; left out while nothing is projected
             */
            growth_percent?: number;
            /**
             * Format: int64
             * @description How many years after the newest count need is projected for
             */
            growth_years: number;
            /**
             * Format: double
             * @description The same for hexagons of every size; left out while one is suggested for each
             */
            hexagon_band_metres?: number;
            /**
             * @description placements: of an authority whose imported placements tell it, its children in homes are the share; stated: the stated share everywhere
             * @enum {string}
             */
            home_share_from: "placements" | "stated";
            /**
             * Format: double
             * @description The stated share: of the children looked after, how many in a hundred need a home where nothing else tells it
             */
            home_share_percent: number;
            /**
             * @description What hot-spots are of: the estimated children, or their smoothed rate among the children living there
             * @enum {string}
             */
            measure: "count" | "rate";
            /**
             * Format: double
             * @description Of the places of open homes, how many in a hundred are open to the region's children
             */
            open_share_percent: number;
            /**
             * Format: int64
             * @description Goes up whenever estimates or outlines change
             */
            revision: number;
            /** Format: int64 */
            version: number;
            /** @description How much need and homes count in access within a third, two thirds and all of 20 miles */
            zone_weights: number[] | null;
        };
        SettingsChange: {
            /**
             * Format: double
             * @description 100 to 200,000; 0 goes back to the suggested distance
             */
            band_metres?: number;
            /**
             * Format: double
             * @description 0 to 5; 0 leaves deprivation out
             */
            deprivation_power?: number;
            /**
             * Format: double
             * @description -50 to 50 a year, with at most two decimals; 0 projects the newest counts as they are
             */
            growth_percent?: number;
            /**
             * Format: int64
             * @description 1 to 20; 0 ends the projection
             */
            growth_years?: number;
            /**
             * Format: double
             * @description 100 to 200,000; 0 goes back to the suggested distances
             */
            hexagon_band_metres?: number;
            /** @enum {string} */
            home_share_from?: "placements" | "stated";
            /**
             * Format: double
             * @description 0 to 100, with at most two decimals
             */
            home_share_percent?: number;
            /** @enum {string} */
            measure?: "count" | "rate";
            /**
             * Format: double
             * @description 0 to 100, with at most two decimals
             */
            open_share_percent?: number;
            /** @description Three numbers from 0 to 1 with at most four decimals, the first above 0 and none greater than the one before */
            zone_weights?: number[] | null;
        };
        Share: {
            authority_code?: string;
            /**
             * Format: int64
             * @description To its options
             */
            grant_pence: number;
            hub?: string;
            /**
             * Format: int64
             * @description That it gives, also to options of others
             */
            match_pence: number;
            name: string;
            /**
             * Format: int64
             * @description Of which it is the authority
             */
            options: number;
            /** Format: int64 */
            places: number;
        };
        Sheet: {
            code: string;
            columns: components["schemas"]["Column"][] | null;
            /** @description The columns by which a row is the same in two returns; none: there is one row */
            key?: string[] | null;
            name: string;
            /** @description Its rows are of the period alone, and not compared with those of another */
            once?: boolean;
            /**
             * Format: int64
             * @description How many rows it has; 0: any number
             */
            rows?: number;
            /** @description What its rows are */
            says: string;
        };
        ShownCount: {
            age_band: string;
            area_code: string;
            area_name: string;
            authority_code?: string;
            /**
             * Format: int64
             * @description Since the period asked for; only where both are shown
             */
            change?: number;
            /**
             * Format: int64
             * @description Null where it is suppressed
             */
            children: number | null;
            /** @enum {string} */
            level: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
            need: string;
            origin?: string;
            /** @description The next area up that the period has counts of */
            parent_code?: string;
            period: string;
            placement?: string;
            /** @description Not shown: from 1 to 5, or hidden so that another cannot be worked out */
            suppressed: boolean;
        };
        SignInInputBody: {
            /** @description Of the second step: six digits, or a recovery code */
            code?: string;
            email: string;
            password: string;
        };
        SignedInUser: {
            /** @description Made up, and without a password */
            demonstration: boolean;
            email: string;
            /** Format: int64 */
            id: number;
            name: string;
            roles: components["schemas"]["HeldRole"][] | null;
            /** @description Nobody of the demonstration has one */
            second_step?: components["schemas"]["SecondStep"];
        };
        Since: {
            name: string;
            now: string;
            /**
             * Format: int64
             * @description Of an option; else of the programme or the appraisal
             */
            option_id?: number;
            then: string;
            what: string;
        };
        SiteBody: {
            address?: string;
            application_status: string;
            /**
             * Format: double
             * @description Of the boundary, on the national grid
             */
            area_m2?: number;
            /** @description GeoJSON geometry, WGS 84 */
            boundary?: unknown;
            condition?: string;
            /**
             * Format: int64
             * @description From the place asked for to the public position
             */
            distance_metres?: number;
            ended_because?: string;
            /** Format: date */
            ends?: string;
            host_authority: string;
            host_name: string;
            hub?: string;
            /** Format: int64 */
            id: number;
            kind?: string;
            lawful_use: string;
            /** @enum {string} */
            location_sensitivity: "open" | "restricted";
            /** @description Newest first */
            moves: components["schemas"]["SiteMove"][] | null;
            name: string;
            next_moves: components["schemas"]["NextMove"][] | null;
            /** @description What the source says of it */
            notes?: string;
            /**
             * Format: int64
             * @description Occupied of usable places where both are known
             */
            occupancy_percent?: number;
            /**
             * Format: date
             * @description It was on an earlier register, and is not on the latest, of this day
             */
            off_register?: string;
            /**
             * @description Its latest overall judgement. Of when is with what Ofsted found there
             * @enum {string}
             */
            ofsted_outcome?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            operation: string;
            options: components["schemas"]["Option"][] | null;
            organisation?: string;
            owner_authority?: string;
            owner_name?: string;
            ownership?: string;
            pipeline: string;
            places_by_type: components["schemas"]["PlacesOf"][] | null;
            /** Format: int64 */
            places_occupied?: number;
            /** Format: int64 */
            places_planned?: number;
            /** Format: int64 */
            places_registered?: number;
            /** Format: int64 */
            places_usable?: number;
            /** @description Public position, WGS 84, longitude first */
            position?: number[];
            /**
             * @description square: the position is the centre of a 10 km square
             * @enum {string}
             */
            position_kind: "exact" | "square" | "none";
            postcode?: string;
            project?: components["schemas"]["Project"];
            provenance: string;
            reach?: components["schemas"]["Reach"];
            /**
             * Format: int64
             * @description A year
             */
            running_cost_pence?: number;
            sector?: string;
            /** @description Newest first; of a restricted site they are with its exact place */
            site_notes: components["schemas"]["Note"][] | null;
            /** @description Its reference; of a restricted site one of our own, since the source's may tell the place */
            site_ref: string;
            source: string;
            /** @description Where each group of fields is from */
            sources: components["schemas"]["SourceOf"][] | null;
            /** @description The 10 km square of the national grid, as in SU 75 */
            square?: string;
            square_ring?: (number[] | null)[] | null;
            /** Format: date */
            starts?: string;
            tenure?: string;
            uprn?: string;
            /** @description Ofsted's registration number */
            urn?: string;
            use_class?: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            weekly_fee_pence?: number;
        };
        SiteChange: {
            /** @enum {string|null} */
            condition?: "fit" | "refurbish" | "life expired" | null;
            /** @description With ends */
            ended_because?: string | null;
            /**
             * Format: date
             * @description A site is never deleted: it ends
             */
            ends?: string | null;
            /** @enum {string} */
            kind?: "childrens_home" | "secure_childrens_home" | "step_down_home" | "solo_home" | "residential_special_school" | "short_break_home" | "nhs_land" | "hospital_building" | "council_building" | "school_property" | "dwelling" | "vacant_land" | "third_sector_property";
            /** @enum {string} */
            lawful_use?: "already_c2" | "already_c2a" | "c3_no_material_change_certified" | "c3_no_material_change_argued" | "change_required" | "unknown";
            /**
             * Format: int64
             * @description Used where the occupied and usable places are not both known
             */
            occupancy_percent?: number | null;
            /** @description Who runs it, by name; one that is not known yet is added. Case and spacing do not tell two apart */
            organisation?: string | null;
            /** @description Code; null: no authority's */
            owner_authority?: string | null;
            /** @enum {string|null} */
            ownership?: "owned by a public authority" | "not owned by a public authority" | "mixed ownership" | null;
            /** Format: int64 */
            places_occupied?: number | null;
            /** Format: int64 */
            places_planned?: number | null;
            /** Format: int64 */
            places_registered?: number | null;
            /** Format: int64 */
            places_usable?: number | null;
            /**
             * Format: int64
             * @description A year
             */
            running_cost_pence?: number | null;
            /** @enum {string|null} */
            sector?: "local_authority" | "private" | "voluntary" | "health" | null;
            /** Format: date */
            starts?: string | null;
            /** @enum {string|null} */
            tenure?: "freehold" | "leasehold" | "licence" | "none yet" | null;
            /** @enum {string|null} */
            use_class?: "c2" | "c2a" | "c3" | "e-e" | "sui" | "other" | null;
            /** Format: int64 */
            weekly_fee_pence?: number | null;
        };
        SiteChanged: {
            address?: string;
            application_status: string;
            /**
             * Format: double
             * @description Of the boundary, on the national grid
             */
            area_m2?: number;
            /** @description GeoJSON geometry, WGS 84 */
            boundary?: unknown;
            condition?: string;
            /**
             * Format: int64
             * @description From the place asked for to the public position
             */
            distance_metres?: number;
            ended_because?: string;
            /** Format: date */
            ends?: string;
            host_authority: string;
            host_name: string;
            hub?: string;
            /** Format: int64 */
            id: number;
            kind?: string;
            lawful_use: string;
            /** @enum {string} */
            location_sensitivity: "open" | "restricted";
            /** @description Newest first */
            moves: components["schemas"]["SiteMove"][] | null;
            name: string;
            next_moves: components["schemas"]["NextMove"][] | null;
            /** @description What the source says of it */
            notes?: string;
            /**
             * Format: int64
             * @description Occupied of usable places where both are known
             */
            occupancy_percent?: number;
            /**
             * Format: date
             * @description It was on an earlier register, and is not on the latest, of this day
             */
            off_register?: string;
            /**
             * @description Its latest overall judgement. Of when is with what Ofsted found there
             * @enum {string}
             */
            ofsted_outcome?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            operation: string;
            organisation?: string;
            owner_authority?: string;
            owner_name?: string;
            ownership?: string;
            pipeline: string;
            places_by_type: components["schemas"]["PlacesOf"][] | null;
            /** Format: int64 */
            places_occupied?: number;
            /** Format: int64 */
            places_planned?: number;
            /** Format: int64 */
            places_registered?: number;
            /** Format: int64 */
            places_usable?: number;
            /** @description Public position, WGS 84, longitude first */
            position?: number[];
            /**
             * @description square: the position is the centre of a 10 km square
             * @enum {string}
             */
            position_kind: "exact" | "square" | "none";
            postcode?: string;
            provenance: string;
            /**
             * Format: int64
             * @description A year
             */
            running_cost_pence?: number;
            sector?: string;
            /** @description Newest first; of a restricted site they are with its exact place */
            site_notes: components["schemas"]["Note"][] | null;
            /** @description Its reference; of a restricted site one of our own, since the source's may tell the place */
            site_ref: string;
            source: string;
            /** @description Where each group of fields is from */
            sources: components["schemas"]["SourceOf"][] | null;
            /** @description The 10 km square of the national grid, as in SU 75 */
            square?: string;
            square_ring?: (number[] | null)[] | null;
            /** Format: date */
            starts?: string;
            tenure?: string;
            uprn?: string;
            /** @description Ofsted's registration number */
            urn?: string;
            use_class?: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            weekly_fee_pence?: number;
        };
        SiteListed: {
            best_option?: components["schemas"]["BestOption"];
            condition?: string;
            /**
             * Format: int64
             * @description From the place asked for to the public position
             */
            distance_metres?: number;
            host_authority: string;
            host_name: string;
            hub?: string;
            /** Format: int64 */
            id: number;
            kind?: string;
            name: string;
            /**
             * Format: int64
             * @description Occupied of usable places where both are known
             */
            occupancy_percent?: number;
            /**
             * @description Its latest overall judgement. Of when is with what Ofsted found there
             * @enum {string}
             */
            ofsted_outcome?: "outstanding" | "good" | "requires_improvement" | "inadequate";
            operation: string;
            owner_authority?: string;
            owner_name?: string;
            pipeline: string;
            /** Format: int64 */
            places_occupied?: number;
            /** Format: int64 */
            places_planned?: number;
            /** Format: int64 */
            places_registered?: number;
            /** Format: int64 */
            places_usable?: number;
            /** @description Public position, WGS 84, longitude first */
            position?: number[];
            /**
             * @description square: the position is the centre of a 10 km square
             * @enum {string}
             */
            position_kind: "exact" | "square" | "none";
            provenance: string;
            /**
             * Format: int64
             * @description A year
             */
            running_cost_pence?: number;
            sector?: string;
            /** @description Its reference; of a restricted site one of our own, since the source's may tell the place */
            site_ref: string;
            /** @description The 10 km square of the national grid, as in SU 75 */
            square?: string;
            square_ring?: (number[] | null)[] | null;
            tenure?: string;
            use_class?: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            weekly_fee_pence?: number;
        };
        SiteMove: {
            /** Format: date-time */
            at: string;
            by_name: string;
            from_state: string;
            /** Format: int64 */
            id: number;
            /** Format: date */
            on_day: string;
            reason?: string;
            /** @enum {string} */
            state: "operation" | "pipeline" | "location_sensitivity";
            to_state: string;
        };
        SiteNamed: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        SiteOf: {
            /** Format: int64 */
            id: number;
            name: string;
        };
        SiteTotals: {
            /**
             * Format: int64
             * @description Used where the occupied and usable places are not both known
             */
            occupancy_percent?: number | null;
            /** Format: int64 */
            occupied?: number | null;
            /** Format: int64 */
            planned?: number | null;
            /** Format: int64 */
            registered?: number | null;
            /** Format: int64 */
            usable?: number | null;
        };
        SitesOutputBody: {
            items: components["schemas"]["SiteListed"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        Slip: {
            /** Format: date-time */
            at: string;
            by: string;
            /** Format: int64 */
            caused_by?: number;
            /** Format: date */
            from?: string;
            /** Format: int64 */
            id: number;
            milestone: string;
            /** Format: int64 */
            milestone_id: number;
            reason: string;
            /** Format: date */
            to: string;
            /** @description Nothing that it moved has moved or been reached since */
            undoable?: boolean;
        };
        SlipAsked: {
            /** @description The milestone's, as M17 or X01 */
            code: string;
            /** Format: date */
            forecast: string;
        };
        SlipInputBody: {
            /** Format: date */
            forecast: string;
            reason: string;
        };
        SlipsInputBody: {
            moves: components["schemas"]["SlipAsked"][] | null;
            reason: string;
        };
        SourceOf: {
            by_name?: string;
            /** @enum {string} */
            field_group: "identity" | "registration" | "places" | "planning" | "condition" | "money" | "position";
            /** Format: date */
            on_day?: string;
            provenance: string;
            source: string;
        };
        Stage: {
            /**
             * Format: double
             * @description Of being needed at all
             */
            chance: number;
            code: string;
            /**
             * Format: double
             * @description Share of runs in which it sets the opening day
             */
            critical: number;
            /**
             * Format: date
             * @description The day half of the runs finish it by
             */
            finish_p50?: string;
            follows: components["schemas"]["Follow"][] | null;
            /** Format: int64 */
            id: number;
            /** @description The range is an estimate, without a published source */
            is_estimate: boolean;
            /** Format: double */
            likely: number;
            milestone: string;
            name: string;
            /** Format: double */
            optimistic: number;
            /** Format: double */
            pessimistic: number;
            /** Format: int64 */
            version: number;
        };
        StageChange: {
            /** Format: double */
            chance?: number;
            /** Format: double */
            likely?: number;
            /** Format: double */
            optimistic?: number;
            /** Format: double */
            pessimistic?: number;
        };
        StageGiven: {
            /** Format: double */
            chance: number;
            /** @description Its own short name; of a new stage, any that no other has */
            code: string;
            follows: components["schemas"]["Follow"][];
            /** @description The range is an estimate, without a published source */
            is_estimate: boolean;
            /** Format: double */
            likely: number;
            /** @description The milestone that its end reaches */
            milestone: string;
            name: string;
            /** Format: double */
            optimistic: number;
            /** Format: double */
            pessimistic: number;
        };
        StageLeft: {
            code: string;
            /**
             * Format: double
             * @description Share of runs in which it sets the opening day
             */
            critical: number;
            /** Format: date */
            finish_p50: string;
            name: string;
            /** @description It has begun and taken longer than its pessimistic length */
            over: boolean;
        };
        StagePace: {
            /**
             * Format: double
             * @description Took by planned: the ranges are multiplied by it where that is asked
             */
            factor: number;
            milestone: string;
            /** Format: int64 */
            milestones: number;
            name: string;
            /** Format: int64 */
            planned_days: number;
            /** Format: int64 */
            took_days: number;
            /** @description The authority, or all authorities where it has reached none yet */
            whose: string;
        };
        StagesInputBody: {
            /** @description These stages, in this order, and no others */
            stages: components["schemas"]["StageGiven"][];
        };
        Standing: {
            /** Format: int64 */
            budget_pence?: number;
            /**
             * Format: double
             * @description Of opening by the day the grant wants
             */
            chance?: number;
            /** @enum {string} */
            delivery?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /**
             * Format: date
             * @description Since when it stood so
             */
            on_day: string;
            /** Format: date */
            opening?: string;
            /** Format: int64 */
            outturn_pence?: number;
            /**
             * @description As overridden
             * @enum {string}
             */
            overall?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** Format: date */
            p50?: string;
            /**
             * Format: date
             * @description 80 % likely by
             */
            p80?: string;
            /** Format: int64 */
            places?: number;
            /** @enum {string} */
            risk?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** @enum {string} */
            spend?: "" | "green" | "amber_green" | "amber" | "amber_red" | "red";
            /** Format: int64 */
            spent_pence?: number;
            /** @description Worked out afterwards, from what is still known of that day */
            worked_back: boolean;
        };
        StandingPair: {
            authority_code: string;
            authority_name: string;
            /**
             * Format: date
             * @description The first day that was kept
             */
            first?: string;
            hub?: string;
            name: string;
            now?: components["schemas"]["Standing"];
            /** Format: int64 */
            project_id: number;
            project_ref: string;
            /**
             * Format: int64
             * @description How much later it opens on the second day; below 0: sooner
             */
            slipped_days: number;
            /** @description Left out: nothing was kept yet on that day */
            then?: components["schemas"]["Standing"];
        };
        Step: {
            /** Format: int64 */
            after_months: number;
            /**
             * Format: int64
             * @description In hundredths of a per cent
             */
            share_bp: number;
        };
        StrikeFindingInputBody: {
            because: string;
        };
        StrikeInputBody: {
            because: string;
        };
        Successor: {
            code: string;
            name: string;
            /** Format: date */
            on_day: string;
        };
        Summary: {
            /** @enum {string} */
            appeal?: "lodged" | "validated" | "started" | "determined";
            /**
             * Format: date
             * @description The last day to appeal
             */
            appeal_by?: string;
            /** @enum {string} */
            appeal_outcome?: "allowed" | "dismissed" | "split" | "withdrawn";
            /** Format: date */
            committee_on?: string;
            /**
             * Format: date
             * @description The first day on which one of these is due
             */
            condition_due_on?: string;
            /**
             * Format: int64
             * @description Conditions not yet discharged
             */
            conditions_open: number;
            /** Format: date */
            decided_on?: string;
            /** @enum {string} */
            decision?: "granted" | "refused" | "not_required";
            /**
             * Format: date
             * @description While undecided: the extension agreed, or else where the statutory period ends
             */
            due_on?: string;
            environmental_statement: boolean;
            /**
             * Format: date
             * @description The last day to begin; of an outline permission, first to apply for the details
             */
            expires_on?: string;
            /**
             * Format: date
             * @description The extension agreed
             */
            extended_to?: string;
            householder: boolean;
            /** Format: int64 */
            id: number;
            major: boolean;
            /** @description A shop front and the like, no change of use */
            minor_commercial: boolean;
            /**
             * Format: date
             * @description The day of the permission: of the decision, or of the appeal
             */
            permission_on?: string;
            planning_authority?: components["schemas"]["PlanningAuthority"];
            provenance: string;
            /** @description Of major development: a hospital, a school, criminal-justice accommodation */
            public_service_infrastructure: boolean;
            /** Format: date */
            received_on?: string;
            reference?: string;
            /** @description The state in one sentence */
            says: string;
            site: components["schemas"]["SiteNamed"];
            /** Format: date */
            started_on?: string;
            /**
             * @description due: within a week. expiring: the permission, within six months
             * @enum {string}
             */
            state: "waiting" | "in_time" | "due" | "overdue" | "appeal" | "decided" | "expiring" | "lapsed" | "begun" | "closed";
            /** @enum {string} */
            status: "not_started" | "pending" | "invalidated" | "in_assessment" | "in_committee" | "awaiting_determination" | "determined" | "returned" | "withdrawn" | "closed";
            /**
             * Format: date
             * @description The last day of the statutory period, which no extension moves
             */
            target_on?: string;
            /** @enum {string} */
            type: "full" | "outline" | "reserved-matters" | "change-of-use" | "ldc-existing-use" | "ldc-prospective-use" | "prior-approval" | "lbc" | "s73" | "non-material-amendment" | "approval-condition" | "reg-3" | "reg-4" | "pre-application";
            /** Format: date */
            valid_on?: string;
            /** Format: int64 */
            version: number;
            /** @description The planning authority, the reference and all free texts are left out: they would tell where the site is */
            withheld: boolean;
        };
        SummaryBody: {
            /** Format: int64 */
            authorities: number;
            /**
             * Format: double
             * @description The distance the hot-spots were found with
             */
            band_metres?: number;
            /** @description West, south, east, north, degrees */
            bounds?: number[] | null;
            /** Format: int64 */
            candidates: number;
            /** @enum {string} */
            cell_kind?: "settlement" | "lsoa21" | "mixed";
            /**
             * Format: int64
             * @description Small areas that need is estimated for
             */
            cells: number;
            /**
             * Format: double
             * @description Children looked after, as published, in the authorities that have small areas
             */
            children: number;
            /**
             * Format: date
             * @description The day of the newest of these counts
             */
            children_day?: string;
            /** @description Small areas in each class; the classes say where the estimate concentrates */
            classes: {
                [key: string]: number;
            };
            /** Format: int64 */
            council_places_open: number;
            /**
             * Format: double
             * @description Of these, how many in a hundred are taken to need a home
             */
            home_share_percent: number;
            /** Format: int64 */
            homes_open: number;
            hubs: string[] | null;
            /** @description Some of what is shown is invented for demonstration */
            illustrative: boolean;
            /**
             * @description What the hot-spots are of: the estimated children, or their smoothed rate among the children living there
             * @enum {string}
             */
            measure: "count" | "rate";
            /** Format: double */
            need_home: number;
            /** @description Some outlines are for drawing only, until published ones are imported */
            outlines_approximate: boolean;
            /** Format: int64 */
            places_open: number;
            programme?: components["schemas"]["Programme"];
            /**
             * Format: int64
             * @description Goes up whenever estimates or outlines change
             */
            revision: number;
            /** Format: int64 */
            sites: number;
            /**
             * Format: double
             * @description Children who need a home and whom no open home within 20 miles covers, estimated
             */
            unmet: number;
        };
        Sums: {
            /** Format: int64 */
            budget_pence: number;
            /**
             * Format: int64
             * @description Ordered and not yet spent
             */
            committed_pence: number;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description Spent, committed and to come
             */
            outturn_pence: number;
            /**
             * Format: int64
             * @description Outturn less budget
             */
            over_pence: number;
            /**
             * Format: int64
             * @description Accrued, kept back and paid
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Forecast above what is spent and committed
             */
            to_come_pence: number;
        };
        Template: {
            code: string;
            name: string;
            route: string;
            stages: components["schemas"]["TemplateStage"][] | null;
        };
        TemplateStage: {
            /** Format: double */
            chance: number;
            code: string;
            follows: components["schemas"]["Follow"][] | null;
            is_estimate: boolean;
            /** Format: double */
            likely: number;
            milestone: string;
            name: string;
            /** Format: double */
            optimistic: number;
            /** Format: double */
            pessimistic: number;
        };
        Token: {
            /** Format: date-time */
            ends_at: string;
            /** @description Its last four characters */
            hint: string;
            /** Format: int64 */
            id: number;
            /** Format: date-time */
            made_at: string;
            name: string;
            /** Format: date-time */
            revoked_at?: string;
            /**
             * @description calendar: it opens /calendar/ and nothing else
             * @enum {string}
             */
            scope: "read" | "write" | "calendar";
            /**
             * Format: date-time
             * @description To the minute
             */
            used_at?: string;
            /** Format: int64 */
            user_id: number;
            user_name: string;
        };
        TokenInputBody: {
            /** Format: int64 */
            days: number;
            name: string;
            /** @enum {string} */
            scope: "read" | "write" | "calendar";
        };
        Transfer: {
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /** @description Contingency is drawn by it */
            contingency: boolean;
            /** Format: date-time */
            decided_at?: string;
            decided_by?: string;
            decision_reason?: string;
            from: components["schemas"]["TransferLine"];
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            pence: number;
            reason: string;
            /** @enum {string} */
            state: "made" | "asked" | "approved" | "refused" | "withdrawn";
            to: components["schemas"]["TransferLine"];
            /** Format: int64 */
            version: number;
        };
        TransferAsked: {
            /** Format: int64 */
            pence: number;
            reason: string;
            /**
             * Format: int64
             * @description A budget line of the same project, or of another of its programme
             */
            to_line: number;
        };
        TransferDecided: {
            reason: string;
            /** @enum {string} */
            state: "approved" | "refused";
        };
        TransferLine: {
            category: string;
            /** Format: int64 */
            line_id: number;
            project: string;
            /** Format: int64 */
            project_id: number;
            /** Format: int64 */
            year: number;
        };
        TypedPlaces: {
            /** Format: int64 */
            places: number;
            /** @enum {string} */
            type: "solo" | "two_to_four" | "secure" | "step_down" | "emergency" | "short_break" | "other";
        };
        UserInputBody: {
            name?: string;
            /** @enum {string} */
            state?: "active" | "disabled";
        };
        Valued: {
            /**
             * Format: int64
             * @description Children living there, of the youngest published age band
             */
            children: number;
            code: string;
            /**
             * Format: double
             * @description How far its centre is
             */
            metres: number;
            name: string;
            /**
             * Format: int64
             * @description Children looked after, estimated, in thousandths of a child
             */
            thousandths: number;
            /** Format: double */
            value: number;
        };
        Verdict: {
            /** @enum {string} */
            answer: "genuine" | "same_figures" | "altered" | "superseded" | "unknown";
            certificate?: components["schemas"]["Certificate"];
            /** @description What is not as in the return: theirs and ours */
            differences: components["schemas"]["Difference"][] | null;
            /** @description SHA-256 of the file's bytes */
            hash: string;
            programme?: string;
            /** @description Which return it is */
            return?: string;
            /** Format: int64 */
            return_id?: number;
            /** @description The answer in a sentence */
            says: string;
        };
        VerifyInputBody: {
            /** Format: int64 */
            parts: number;
            /** @description Of the whole file, in hexadecimal */
            sha256: string;
            /** @description The UUID its pieces were sent under */
            upload: string;
        };
        ViewInputBody: {
            name?: string;
            query?: string;
            shared?: boolean;
        };
        VisitToSite: {
            /**
             * Format: double
             * @description Of the device's position; left out where it was typed or put on the map
             */
            accuracy_m?: number;
            /**
             * Format: date
             * @description A day to come, of a clock that is fast, counts as today
             */
            on_day: string;
        };
        Way: {
            levers: components["schemas"]["Lever"][] | null;
            text: string;
        };
        WeightHolds: {
            code: string;
            /**
             * Format: double
             * @description Exact, to the nearest float
             */
            from_percent?: number;
            name: string;
            sentence: string;
            /** Format: double */
            to_percent?: number;
        };
        WhatIf: {
            /** @description As supposed: by each day, the share of runs that are open */
            curve: components["schemas"]["Point"][] | null;
            /** Format: date */
            open_by: string;
            /** @description As supposed, with the same random numbers */
            opening: components["schemas"]["Opening"];
            /** @description What past milestones of these kinds took; those are taken into account only where that is asked */
            paces: components["schemas"]["StagePace"][] | null;
            /** @description What is supposed, a sentence each */
            said: string[] | null;
            stages: components["schemas"]["WhatIfStage"][] | null;
            /** @description As recorded */
            was: components["schemas"]["Opening"];
        };
        WhatIfStage: {
            /** Format: double */
            chance: number;
            code: string;
            /**
             * Format: double
             * @description Share of runs in which it sets the opening day
             */
            critical: number;
            /** Format: double */
            critical_was: number;
            /** Format: date */
            finish_p50: string;
            /** Format: double */
            likely: number;
            name: string;
            needed: boolean;
            /** Format: double */
            optimistic: number;
            /** Format: double */
            pessimistic: number;
        };
        Working: {
            /**
             * Format: double
             * @description After Benjamini-Hochberg over all areas: the class goes by it
             */
            adjusted_p?: number;
            /**
             * Format: double
             * @description Areas whose centre is at most so far away are neighbours, itself among them
             */
            band_metres: number;
            /**
             * Format: int64
             * @description n: areas that have a value
             */
            cells: number;
            /** @enum {string} */
            class: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
            code: string;
            /**
             * Format: double
             * @description The standard deviation of all their values, divided by n
             */
            deviation: number;
            /** Format: double */
            gi_z?: number;
            /** @description The neighbours, the nearest first */
            items: components["schemas"]["Valued"][] | null;
            /**
             * Format: double
             * @description Of all their values
             */
            mean: number;
            name: string;
            /**
             * Format: int64
             * @description W: how many are neighbours, itself among them
             */
            neighbours: number;
            next?: string;
            /**
             * @description What the values are: estimated children in thousandths, their smoothed rate among one living there, or the change in thousandths
             * @enum {string}
             */
            of: "count" | "rate" | "change";
            /**
             * Format: double
             * @description Two-sided, from the normal distribution
             */
            p?: number;
            /**
             * Format: double
             * @description Of rates, b: all children estimated in all who live there
             */
            rate_mean?: number;
            /**
             * Format: double
             * @description Of rates, a: smoothed = b + a (raw - b) / (a + b / children)
             */
            rate_variance?: number;
            /**
             * Format: double
             * @description S: of the neighbours' values
             */
            sum: number;
            /** Format: int64 */
            total: number;
            /** @description Why there is no z, where there is none */
            why_not?: string;
        };
        Year: {
            /** Format: int64 */
            cost: number;
            /** Format: int64 */
            income: number;
            /** Format: int64 */
            mothballed: number;
            /**
             * Format: int64
             * @description Hundredths of a per cent of the places
             */
            occupancy: number;
            /** Format: int64 */
            surplus: number;
            /** Format: int64 */
            weekly_fee: number;
        };
        YearAward: {
            /** Format: int64 */
            pence: number;
            /**
             * Format: int64
             * @description The year it begins in
             */
            year: number;
        };
        YearStanding: {
            /**
             * Format: int64
             * @description What of the award falls in it by the last letter
             */
            award_pence?: number;
            /**
             * Format: int64
             * @description Of the grant: ordered or to come
             */
            forecast_pence: number;
            /** Format: int64 */
            paid_pence: number;
            /**
             * Format: int64
             * @description Of the grant, actual
             */
            spent_pence: number;
            /** Format: int64 */
            year: number;
        };
        YearSums: {
            /** Format: int64 */
            budget_pence: number;
            /**
             * Format: int64
             * @description Ordered and not yet spent
             */
            committed_pence: number;
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description Spent, committed and to come
             */
            outturn_pence: number;
            /**
             * Format: int64
             * @description Outturn less budget
             */
            over_pence: number;
            /**
             * Format: int64
             * @description Accrued, kept back and paid
             */
            spent_pence: number;
            /**
             * Format: int64
             * @description Forecast above what is spent and committed
             */
            to_come_pence: number;
            /** Format: int64 */
            year: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readApplication: {
        parameters: {
            query?: {
                /** @description The day that next, the events that may be recorded, is judged by; today if left out. All else is as of today */
                on?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addPlanningCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanningConditionChange"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EventInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readExactApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExactApplicationPlace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listAppraisals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appraisals"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    saveAppraisal: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppraisalInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appraisal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readAppraisal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appraisal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    makeAppraisalCurrent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appraisals"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    searchAudit: {
        parameters: {
            query?: {
                q?: string;
                /** @description A user's number, or part of a name */
                user?: string;
                /** @description A kind of record */
                object?: string;
                object_id?: string;
                action?: string;
                from?: string;
                to?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listAuthorities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAuthorityBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    findBestSet: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BestSet"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readBudgetLine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeBudgetLine: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LineChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    askTransfer: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferAsked"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listCells: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                class?: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
                authority?: string;
                hub?: string;
                q?: string;
                sort?: "z" | "-z" | "estimate" | "-estimate" | "unmet" | "-unmet" | "access" | "-access" | "name" | "change" | "-change" | "change_z" | "-change_z";
                /** @description Beside an earlier day that counts were published for, with the change since */
                since?: string;
                /** @description Beside the day that is projected, with the change until then */
                until?: string;
                /** @description Only small areas in this hexagon */
                hexagon?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readCellWorking: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                /** @description Of the change since this day */
                since?: string;
                /** @description Of the change until this day */
                until?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Working"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readChangeRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    withdrawChange: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    decideChange: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeDecided"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readChoice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Choice"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readChoiceChanges: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChoiceChanges"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPaper: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Paper"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPaperPage: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPaperPDF: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readChoiceRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rules"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeChoiceRules: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRules"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rules"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    compareSites: {
        parameters: {
            query: {
                /** @description Two to four sites' numbers, with commas between */
                of: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Compared"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listConditions: {
        parameters: {
            query?: {
                programme?: number;
                /** @description One project's only */
                project?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListConditionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readCondition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionWritten"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    removeCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addEvidence: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEvidence"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    moveCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listConstraintAreas: {
        parameters: {
            query?: {
                /** @description Of the layer, such as green_belt */
                kind?: string;
                /** @description In an area's name or reference */
                q?: string;
                /** @description name, kind, reference, area, dated or source; with - before it the other way */
                sort?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listConstraintLayers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLayerBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listCounts: {
        parameters: {
            query?: {
                period?: string;
                level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
                authority?: string;
                age_band?: string;
                need?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
                /** @description A period: each count that is shown in both says by how much it changed */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountPageShownCount"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readCountCoverage: {
        parameters: {
            query?: {
                /** @description The latest, if left out */
                period?: string;
                /** @description The smallest areas there are, if left out */
                level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
                /** @description All ages, if left out */
                age_band?: string;
                /** @description All needs, if left out */
                need?: string;
                /** @description All placements, if left out */
                placement?: string;
                /** @description All origins, if left out */
                origin?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountsCovered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    findCountHotspots: {
        parameters: {
            query?: {
                /** @description The latest, if left out */
                period?: string;
                /** @description The smallest areas there are, if left out */
                level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
                /** @description All ages, if left out */
                age_band?: string;
                /** @description All needs, if left out */
                need?: string;
                /** @description All placements, if left out */
                placement?: string;
                /** @description All origins, if left out */
                origin?: string;
                /** @description What the hot-spots are of; as the settings have it, if left out */
                measure?: "count" | "rate";
                /** @description A period: each count that is shown in both says by how much it changed, and Gi* of the changes */
                since?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountSpots"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listObservedCounts: {
        parameters: {
            query?: {
                period?: string;
                level?: "lsoa" | "msoa" | "district" | "authority" | "region" | "nation" | "postcode_district" | "other";
                authority?: string;
                age_band?: string;
                need?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountPageObservedCount"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listCountPeriods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCountPeriodBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readCoverage: {
        parameters: {
            query?: {
                /** @description Numbers of options, with commas between: what would be covered with all of them too */
                options?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Covered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDecidedBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    recordDecision: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecisionInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    approveDecision: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    unapproveDecision: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDecisionNow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Now"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDecisionPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDecisionPDF: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listDemandCohorts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCohortFiguresBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listDemandDays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSeriesBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDemandSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeDemandSettings: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readDigest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestSet"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setDigest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DigestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DigestSet"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    removeDocument: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    findElsewhere: {
        parameters: {
            query?: {
                /** @description How many new homes, together */
                homes?: number;
                /** @description Of each */
                places?: number;
                /** @description Between opposite sides of a hexagon */
                metres?: "2500" | "5000" | "10000";
                /** @description Only at sites there are, of these kinds, in place of hexagons */
                kinds?: ("childrens_home" | "secure_childrens_home" | "step_down_home" | "solo_home" | "residential_special_school" | "short_break_home" | "nhs_land" | "hospital_building" | "council_building" | "school_property" | "dwelling" | "vacant_land" | "third_sector_property")[] | null;
                /** @description Only at sites there are that have come so far, in place of hexagons */
                pipeline?: ("none" | "idea" | "screening" | "candidate" | "shortlisted" | "approved" | "in_delivery" | "awaiting_registration" | "done" | "rejected" | "withdrawn" | "lost_to_market")[] | null;
                /** @description Only in hexagons most of whose need is of this one, or at sites that stand in it */
                authority?: string;
                hub?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Elsewhere"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    strikeEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrikeInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    reviewEvidence: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Review"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readFunding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundingLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeFunding: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundingWritten"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundingLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    findPlace: {
        parameters: {
            query?: {
                /** @description A postcode or its beginning, a UPRN or its beginning, the name of a place, a grid reference, easting and northing, or latitude and longitude */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GazetteerBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listHexagons: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                /** @description Between opposite sides of a hexagon */
                metres?: "2500" | "5000" | "10000";
                class?: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
                /** @description The one that most of a hexagon's need is of */
                authority?: string;
                hub?: string;
                q?: string;
                sort?: "z" | "-z" | "estimate" | "-estimate" | "unmet" | "-unmet" | "access" | "-access" | "gain" | "-gain" | "name" | "change" | "-change" | "change_z" | "-change_z";
                /** @description Beside an earlier day that counts were published for, with the change since */
                since?: string;
                /** @description Beside the day that is projected, with the change until then */
                until?: string;
                /** @description With the gain of a home of so many places in the middle of each */
                places?: number;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readHexagonWorking: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                /** @description Of the change since this day */
                since?: string;
                /** @description Of the change until this day */
                until?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Working"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listHighlights: {
        parameters: {
            query?: {
                /** @description Of this one; left out: of all projects together */
                project?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListKeptHighlightBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPortfolioPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPortfolioPDF: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readKeptHighlightPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readKeptHighlightPDF: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readHistory: {
        parameters: {
            query?: {
                /** @description Only from that day on */
                since?: string;
            };
            header?: never;
            path: {
                object: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEntryBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAttemptBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    reverseEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reversal"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readMilestone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Milestone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeMilestone: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MilestoneWritten"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Milestone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    removeMilestone: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    slipMilestone: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlipInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    previewSlip: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listNeed: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                /** @description A postcode district is the whole of the small areas most of whose postcodes are of it */
                level?: "hub" | "authority" | "district" | "msoa" | "postcode_district";
                authority?: string;
                hub?: string;
                sort?: "-estimate" | "name";
                /** @description Beside an earlier day that counts were published for, with the change since */
                since?: string;
                /** @description Beside the day that is projected, with the change until then */
                until?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LevelPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    markNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notifications"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    strikeOfstedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrikeFindingInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listOptions: {
        parameters: {
            query?: {
                hub?: string;
                route?: string;
                /** @description Only those that could be projects as things are now, or are */
                fits?: boolean;
                /** @description Only those 80 % likely to be open by the programme's day */
                meets?: boolean;
                /** @description The withdrawn ones instead, which have no rank */
                withdrawn?: boolean;
                /** @description A saved appraisal to rank by; 0: the current one */
                appraisal?: number;
                /** @description As in places:4000,time_to_open:3500,cost_per_place:2500, in hundredths of a per cent, adding up to 10000 */
                weights?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    proposeOption: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptionFields"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readOption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeOption: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptionFields"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    copyOption: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readOptionCourses: {
        parameters: {
            query?: {
                /** @description How many years are looked at; of each of these, what is left out is what is recorded or usual */
                years?: string;
                /** @description What keeping the site as it is costs a year, in pence */
                keeping?: string;
                /** @description Grant that closing it would have repaid, in pence */
                repaid?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Courses"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readOptionMoney: {
        parameters: {
            query?: {
                /** @description Pence; of each of these, what is left out is what is known of the option's site, or else what is usual */
                weekly_fee?: string;
                /** @description Staff and running costs, in pence */
                yearly_cost?: string;
                /** @description Children of its own authority, who bring no income */
                own_children?: string;
                /** @description Hundredths of a per cent of the places */
                occupancy?: string;
                /** @description Of as many places each, that can be mothballed one by one */
                zones?: string;
                /** @description What one mothballed zone saves in a year, in pence */
                zone_saving?: string;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionMoney"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    supposeOpening: {
        parameters: {
            query?: {
                /** @description Stages that take exactly so many weeks, as in ofsted:40,works:30 */
                weeks?: string;
                /** @description Stages that are not needed */
                without?: string[] | null;
                /** @description Branches that are needed for certain */
                certain?: string[] | null;
                /** @description The day the first stages start */
                starts?: string;
                /** @description Ranges as much longer or shorter as past milestones of their kind were than planned */
                past_paces?: boolean;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatIf"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setStages: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StagesInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setOptionState: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptionStateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                /** @description Part of the name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOrganisationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    planningRegister: {
        parameters: {
            query?: {
                /** @description Code of the owning or host authority */
                authority?: string;
                hub?: string;
                /** @description Finds only applications that show theirs */
                planning_authority?: string;
                state?: "open" | "decided" | "waiting" | "in_time" | "due" | "overdue" | "appeal" | "expiring" | "lapsed" | "begun" | "closed";
                status?: "not_started" | "pending" | "invalidated" | "in_assessment" | "in_committee" | "awaiting_determination" | "determined" | "returned" | "withdrawn" | "closed";
                type?: "full" | "outline" | "reserved-matters" | "change-of-use" | "ldc-existing-use" | "ldc-prospective-use" | "prior-approval" | "lbc" | "s73" | "non-material-amendment" | "approval-condition" | "reg-3" | "reg-4" | "pre-application";
                /** @description Number of a site */
                site?: number;
                /** @description Only with a decision, a committee, the last day to appeal or of a permission that falls within so many days from today */
                falls_due?: number;
                q?: string;
                /** @description site, type, planning_authority, status, due or expires; with - before it the other way */
                sort?: string;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Register"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changePlanningCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanningConditionChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listPlanningAuthorities: {
        parameters: {
            query?: {
                /** @description Only those who decide an application of the register that shows its planning authority */
                deciding?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPlanningAuthorityBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listBankHolidays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListBankHolidayBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addBankHoliday: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHoliday"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankHoliday"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    strikeBankHoliday: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrikeInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankHoliday"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listPlanningRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRuleBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addPlanningRule: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRule"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readPortfolio: {
        parameters: {
            query?: {
                hub?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListHoldingBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addPrecedent: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Precedent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Precedent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listProgrammes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProgrammeNameBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addProgramme: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProgramme"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readProgramme: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgrammeStanding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addProgrammeCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    recordLetter: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LetterWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    recordPayment: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PaymentWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readRepayable: {
        parameters: {
            query?: {
                /** @description Today, if left out */
                on?: string;
                /** @description What would happen */
                trigger?: "disposal" | "transfer" | "change_of_use" | "closure" | "mothball" | "underuse";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repayable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReturn"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listProgress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProgressBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listProjects: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProjectBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addBudgetLine: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLine"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Line"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    recordCarryForward: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CarryWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CarryLetter"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    askChange: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAsked"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addProjectCondition: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConditionWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Condition"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readForecast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addFunding: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FundingWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FundingLine"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readHighlightPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readHighlightPDF: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readLedger: {
        parameters: {
            query?: {
                category?: "acquisition" | "fees" | "works" | "furniture" | "contingency" | "vat";
                kind?: "commitment" | "accrual" | "payment" | "retention";
                /** @description The year a financial year begins in */
                year?: number;
                month?: string;
                /** @description Only orders, accruals and retentions not yet paid off */
                open?: boolean;
                /** @description Only what was posted by the end of this day: what was known then */
                known?: string;
                page?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    postEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Posting"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addMilestone: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMilestone"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Milestone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readMoney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Money"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readRatings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ratings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    overrideRating: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OverrideAsked"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ratings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addRisk: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RiskWritten"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Risk"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    slipMilestones: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlipsInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    previewSlips: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readReach: {
        parameters: {
            query: {
                /** @description Of a home that would stand there */
                places?: number;
                /** @description longitude,latitude */
                near: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readReadings: {
        parameters: {
            query?: {
                /** @description Of children of this age band alone, as /demand/cohorts names it; as are the next three */
                age_band?: string;
                need?: string;
                placement?: string;
                origin?: string;
                reading?: "need" | "unmet" | "access" | "gain" | "change" | "hotspots";
                level?: "cell" | "hexagon";
                /** @description Of hexagons: between opposite sides */
                metres?: "2500" | "5000" | "10000";
                /** @description For need, change and hotspots: an earlier day that counts were published for */
                since?: string;
                /** @description For need, change and hotspots: the day that is projected */
                until?: string;
                /** @description For gain: of the new home */
                places?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listReturns: {
        parameters: {
            query?: {
                /** @description Only of this grant */
                programme?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListReturnBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readReturn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    writeReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnWritten"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    acceptReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    certifyReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CertifyInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addReturnNote: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReturnNote"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    moveReturn: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnMove"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReturnDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readRisk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Risk"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeRisk: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RiskWritten"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Risk"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readRobustness: {
        parameters: {
            query?: {
                /** @description What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles */
                objective?: "places" | "in_time" | "score" | "covered";
                /** @description Options that must be in */
                in?: number[] | null;
                /** @description Options that must be out */
                out?: number[] | null;
                /** @description Nothing but what must be in: a set of one's own */
                only?: boolean;
                /** @description Names of rules that are off, as the answer names them */
                off?: string[] | null;
                /** @description Grant in pence; -1, or left out: what projects leave of the award */
                budget?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Robustness"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    confirmSecondStep: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondStepOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    beginSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewStep"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    makeRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Codes"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readSensitivity: {
        parameters: {
            query?: {
                /** @description As listOptions takes it */
                appraisal?: number;
                /** @description As listOptions takes them */
                weights?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Firmness"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    confirmPassword: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    signInDemonstration: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DemonstrationInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUpInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listSites: {
        parameters: {
            query?: {
                q?: string;
                kind?: string;
                operation?: string;
                pipeline?: string;
                hub?: string;
                /** @description Code of the owning or host authority */
                authority?: string;
                /** @description Code of the authority it stands in */
                host?: string;
                condition?: "fit" | "refurbish" | "life expired" | "unknown";
                use_class?: string;
                tenure?: string;
                sector?: string;
                /** @description Its latest overall judgement */
                ofsted_outcome?: "outstanding" | "good" | "requires_improvement" | "inadequate" | "none";
                /** @description Only sites of which this is known; occupancy_estimated: by a percentage only */
                known?: "occupancy" | "occupancy_estimated" | "running_cost" | "weekly_fee";
                stage?: "homes" | "candidates" | "delivery";
                /** @description Those that have ended, which are left out otherwise */
                ended?: boolean;
                /** @description name, places, kind, host, operation, pipeline, state, condition, occupied or distance; with - before it the other way */
                sort?: string;
                /** @description longitude,latitude: gives the distance to each public position, and what sort=distance is from */
                near?: string;
                /** @description Miles: only sites whose public position is no farther from near */
                within?: number;
                /** @description What the page before gave as next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SitesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addSite: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteChanged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    findNeighbours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighboursInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNeighbourBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    previewBoundary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BoundaryInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outline"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeSite: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteChanged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listApplications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListApplicationBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationChange"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listConstraints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConstraintsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addDocument: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Added"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readExactSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExactPlace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeExactSite: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExactChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExactPlace"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    moveSite: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMove"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteChanged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoteMade"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listOfstedEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfstedBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    addOfstedEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Finding"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setPlaces: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlacesSet"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteChanged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readSiteRepayable: {
        parameters: {
            query?: {
                /** @description Today, if left out */
                on?: string;
                /** @description What would happen */
                trigger?: "disposal" | "transfer" | "change_of_use" | "closure" | "mothball" | "underuse";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRepayableSiteBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listPossibleRoutes: {
        parameters: {
            query?: {
                works?: "none" | "internal" | "external" | "extension" | "new_build";
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutesBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    undoSlip: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeStage: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OptionDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    compareProjects: {
        parameters: {
            query?: {
                /** @description One only */
                project?: number;
                /** @description Four weeks before the second day, if left out */
                from?: string;
                /** @description Today, if left out */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTemplateBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTokenBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    makeToken: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    withdrawTransfer: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    decideTransfer: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferDecided"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    putPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload: string;
                part: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPersonBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    inviteAgain: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    setRoles: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    resetSecondStep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    verifyFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSavedViewBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    saveView: {
        parameters: {
            query?: never;
            header: {
                /** @description Of the caller's choice; the same request sent twice with it makes one */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewViewInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    readView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the record as read */
                "If-Match": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ErrorModel"];
                };
            };
        };
    };
}
