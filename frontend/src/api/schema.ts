// Made from the server's OpenAPI document by npm run api: do not edit.
export interface paths {
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
    "/api/v1/choice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The options marked as chosen, and what is left of the grant */
        get: operations["readChoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/choice/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Mark an option as chosen; it becomes a project */
        put: operations["chooseOption"];
        post?: never;
        /** Take the mark away, while the project has no history */
        delete: operations["unchooseOption"];
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
    "/api/v1/milestones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One milestone of a project */
        get: operations["readMilestone"];
        put?: never;
        post?: never;
        delete?: never;
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
        post?: never;
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
        /** One project, with its milestones, slips, risks and conditions */
        get: operations["readProject"];
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
        post?: never;
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
        CellEstimate: {
            authority_code: string;
            authority_name: string;
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
             * @description Getis-Ord Gi*
             */
            gi_z?: number;
            hub?: string;
            name: string;
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
        };
        CellPage: {
            items: components["schemas"]["CellEstimate"][] | null;
            next?: string;
            /** Format: int64 */
            total: number;
        };
        Change: {
            after?: string;
            before?: string;
            field: string;
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
        CodeInputBody: {
            code: string;
        };
        Codes: {
            recovery_codes: string[] | null;
        };
        Condition: {
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
        ConfirmInputBody: {
            password: string;
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
            /** Format: int64 */
            budget_pence: number;
            conditions: components["schemas"]["Condition"][] | null;
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
            /** Format: int64 */
            places: number;
            /** @description Application status of its site */
            planning_status?: string;
            project_ref: string;
            provenance: string;
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
             * @description Sum of the ledger
             */
            spent_pence: number;
            /** Format: date */
            starts_on?: string;
            /** Format: int64 */
            version: number;
        };
        Done: {
            /** Format: int64 */
            ended: number;
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
        ExactPlace: {
            /** @description GeoJSON geometry, WGS 84 */
            boundary?: unknown;
            name: string;
            /** @description WGS 84, longitude first */
            position?: number[];
            postcode?: string;
            uprn?: string;
            /** @description Ofsted's registration number */
            urn?: string;
        };
        Follow: {
            code: string;
            /** Format: double */
            lag_weeks: number;
        };
        HeldRole: {
            authority_code?: string;
            authority_name?: string;
            /** Format: int64 */
            project_id?: number;
            project_name?: string;
            /** @enum {string} */
            role: "viewer" | "property_lead" | "project_manager" | "board" | "finance" | "dfe" | "administrator" | "exact_locations" | "demand_steward";
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
        ListEntryBody: {
            items: components["schemas"]["Entry"][] | null;
            /** Format: int64 */
            total: number;
        };
        ListPersonBody: {
            items: components["schemas"]["Person"][] | null;
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
        ListTokenBody: {
            items: components["schemas"]["Token"][] | null;
            /** Format: int64 */
            total: number;
        };
        Made: {
            secret?: string;
            token: components["schemas"]["Token"];
        };
        Milestone: {
            /** Format: date */
            actual?: string;
            /** Format: date */
            baseline?: string;
            code: string;
            follows: number[] | null;
            /** Format: date */
            forecast?: string;
            /** Format: int64 */
            id: number;
            name: string;
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
        NewStep: {
            /** @description The same as an otpauth address, which opens the app on a phone */
            address: string;
            /** @description For typing in, where the picture cannot be scanned */
            key: string;
            /** @description The address as a QR code: rows of 1, dark, and 0, without the quiet zone */
            qr: string[] | null;
        };
        NextMilestone: {
            code: string;
            /** Format: date */
            forecast?: string;
            name: string;
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
            /** @description Why it cannot be marked as chosen now */
            blocked?: string;
            chosen: boolean;
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
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            match_pence: number;
            name: string;
            notes?: string;
            opening: components["schemas"]["Opening"];
            option_ref: string;
            parts: components["schemas"]["Part"][] | null;
            /** Format: int64 */
            places: number;
            /** Format: int64 */
            project_id?: number;
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
            /** Format: int64 */
            version: number;
        };
        OptionDetail: {
            authority_code: string;
            authority_name: string;
            /** @description Why it cannot be marked as chosen now */
            blocked?: string;
            chosen: boolean;
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
            /** Format: int64 */
            grant_pence: number;
            hub?: string;
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            match_pence: number;
            /** Format: double */
            mean_days: number;
            name: string;
            notes?: string;
            /** Format: date */
            open_by: string;
            opening: components["schemas"]["Opening"];
            option_ref: string;
            parts: components["schemas"]["Part"][] | null;
            /** Format: int64 */
            places: number;
            /** Format: int64 */
            project_id?: number;
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
            /** Format: int64 */
            version: number;
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
        OptionsBody: {
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
        PasswordInputBody: {
            current: string;
            password: string;
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
        Point: {
            day: string;
            /** Format: double */
            share: number;
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
            /** Format: int64 */
            version: number;
        };
        ProgrammeDate: {
            as_given: string;
            conflict?: string;
            source: string;
            what: string;
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
            /** Format: int64 */
            budget_pence: number;
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
            /** Format: int64 */
            places: number;
            /** @description Application status of its site */
            planning_status?: string;
            project_ref: string;
            provenance: string;
            site?: components["schemas"]["SiteOf"];
            /**
             * Format: int64
             * @description Opening as forecast, less its baseline
             */
            slip_days?: number;
            /**
             * Format: int64
             * @description Sum of the ledger
             */
            spent_pence: number;
            /** Format: date */
            starts_on?: string;
            /** Format: int64 */
            version: number;
        };
        Reach: {
            /** Format: int64 */
            cells: number;
            /**
             * Format: int64
             * @description Looked-after children, estimated, in thousandths
             */
            children_thousandths: number;
            /** Format: int64 */
            miles: number;
            /**
             * Format: double
             * @description Of these, children who need a place in a home, by the stated share
             */
            need_home: number;
            ring: (number[] | null)[] | null;
        };
        Risk: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            impact: number;
            /** Format: int64 */
            likelihood: number;
            owner?: string;
            risk: string;
            /** Format: int64 */
            version: number;
        };
        Role: {
            authority_code?: string;
            /** Format: int64 */
            project_id?: number;
            /** @enum {string} */
            role: "viewer" | "property_lead" | "project_manager" | "board" | "finance" | "dfe" | "administrator" | "exact_locations" | "demand_steward";
        };
        RolesInputBody: {
            roles: components["schemas"]["Role"][] | null;
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
             * @description Of the children looked after, how many in a hundred need a home
             */
            home_share_percent: number;
            /**
             * Format: int64
             * @description Goes up whenever estimates or outlines change
             */
            revision: number;
            /** Format: int64 */
            version: number;
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
             * @description 0 to 100, with at most two decimals
             */
            home_share_percent?: number;
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
        SiteBody: {
            application_status: string;
            /** Format: date */
            ends?: string;
            host_authority: string;
            host_name: string;
            hub?: string;
            /** Format: int64 */
            id: number;
            inspection?: string;
            kind?: string;
            lawful_use: string;
            name: string;
            notes?: string;
            /** Format: int64 */
            occupancy_percent?: number;
            operation: string;
            options: components["schemas"]["Option"][] | null;
            organisation?: string;
            owner_authority?: string;
            owner_name?: string;
            ownership?: string;
            pipeline: string;
            /** Format: int64 */
            places_planned?: number;
            /** Format: int64 */
            places_registered?: number;
            /** @description Public position, WGS 84, longitude first */
            position?: number[];
            /**
             * @description square: the position is the centre of a 10 km square
             * @enum {string}
             */
            position_kind: "exact" | "square" | "none";
            project?: components["schemas"]["Project"];
            provenance: string;
            reach?: components["schemas"]["Reach"];
            sector?: string;
            /** @description Its reference; of a restricted site one of our own, since the source's may tell the place */
            site_ref: string;
            source: string;
            /** @description The 10 km square of the national grid, as in SU 75 */
            square?: string;
            square_ring?: (number[] | null)[] | null;
            /** Format: date */
            starts?: string;
            tenure?: string;
            use_class?: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            weekly_fee_pence?: number;
        };
        SiteListed: {
            best_option?: components["schemas"]["BestOption"];
            host_authority: string;
            host_name: string;
            hub?: string;
            /** Format: int64 */
            id: number;
            kind?: string;
            name: string;
            operation: string;
            owner_authority?: string;
            owner_name?: string;
            pipeline: string;
            /** Format: int64 */
            places_planned?: number;
            /** Format: int64 */
            places_registered?: number;
            /** @description Public position, WGS 84, longitude first */
            position?: number[];
            /**
             * @description square: the position is the centre of a 10 km square
             * @enum {string}
             */
            position_kind: "exact" | "square" | "none";
            provenance: string;
            sector?: string;
            /** @description Its reference; of a restricted site one of our own, since the source's may tell the place */
            site_ref: string;
            /** @description The 10 km square of the national grid, as in SU 75 */
            square?: string;
            square_ring?: (number[] | null)[] | null;
            /** Format: int64 */
            version: number;
        };
        SiteOf: {
            /** Format: int64 */
            id: number;
            name: string;
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
        };
        SlipInputBody: {
            /** Format: date */
            forecast: string;
            reason: string;
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
        Successor: {
            code: string;
            name: string;
            /** Format: date */
            on_day: string;
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
            /** @enum {string} */
            scope: "read" | "write";
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
            scope: "read" | "write";
        };
        UserInputBody: {
            name?: string;
            /** @enum {string} */
            state?: "active" | "disabled";
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
    listCells: {
        parameters: {
            query?: {
                class?: "hot99" | "hot95" | "hot90" | "none" | "cold90" | "cold95" | "cold99";
                authority?: string;
                hub?: string;
                q?: string;
                sort?: "z" | "-z" | "estimate" | "-estimate" | "name";
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
    chooseOption: {
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
    unchooseOption: {
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
    readHistory: {
        parameters: {
            query?: never;
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
    listOptions: {
        parameters: {
            query?: {
                hub?: string;
                route?: string;
                /** @description Only those that could be marked as chosen now, or are */
                fits?: boolean;
                /** @description Only those 80 % likely to be open by the programme's day */
                meets?: boolean;
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
                stage?: "homes" | "candidates";
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
}
