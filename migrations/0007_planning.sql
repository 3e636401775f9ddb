-- Planning: who decides, by which rules, what was applied for, what happened to it and
-- what the permission asks.
--
-- An application's dates are worked out from its log of events (sites/application_event.go)
-- and written beside it, in the transaction that records the event.
--
-- Of a restricted site the planning authority, the reference and every free text would
-- tell where it is. Serving cannot read them: it reads the views open_..., which have
-- them of open sites only, and exact_application, which notes the look.

-- +goose Up
SELECT set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- ---------------------------------------------------------------- who decides
-- Every planning authority of England: councils, counties (for their own development,
-- minerals and waste) and national parks. Codes and names: the Office for National
-- Statistics' register of statistical areas, as facts. host_authority is in whose area
-- it lies; a national park may lie in several.
CREATE TABLE planning_authorities (
    code           text PRIMARY KEY CHECK (code <> ''),
    name           text NOT NULL CHECK (name <> ''),
    kind           text NOT NULL CHECK (kind IN ('district', 'unitary', 'county', 'national_park', 'other')),
    host_authority text REFERENCES authorities,
    provenance     text NOT NULL
);
INSERT INTO planning_authorities
    SELECT code, CASE WHEN code LIKE 'E10%' THEN name || ' County Council' ELSE name END, CASE WHEN code LIKE 'E10%' THEN 'county' ELSE 'unitary' END, code, 'published'
    FROM authorities WHERE code ~ '^E(06|08|09|10)' AND ends IS NULL;
INSERT INTO planning_authorities
    SELECT code, name, 'district', host, 'published' FROM (VALUES
    ('E07000008', 'Cambridge', 'E10000003'),
    ('E07000009', 'East Cambridgeshire', 'E10000003'),
    ('E07000010', 'Fenland', 'E10000003'),
    ('E07000011', 'Huntingdonshire', 'E10000003'),
    ('E07000012', 'South Cambridgeshire', 'E10000003'),
    ('E07000032', 'Amber Valley', 'E10000007'),
    ('E07000033', 'Bolsover', 'E10000007'),
    ('E07000034', 'Chesterfield', 'E10000007'),
    ('E07000035', 'Derbyshire Dales', 'E10000007'),
    ('E07000036', 'Erewash', 'E10000007'),
    ('E07000037', 'High Peak', 'E10000007'),
    ('E07000038', 'North East Derbyshire', 'E10000007'),
    ('E07000039', 'South Derbyshire', 'E10000007'),
    ('E07000040', 'East Devon', 'E10000008'),
    ('E07000041', 'Exeter', 'E10000008'),
    ('E07000042', 'Mid Devon', 'E10000008'),
    ('E07000043', 'North Devon', 'E10000008'),
    ('E07000044', 'South Hams', 'E10000008'),
    ('E07000045', 'Teignbridge', 'E10000008'),
    ('E07000046', 'Torridge', 'E10000008'),
    ('E07000047', 'West Devon', 'E10000008'),
    ('E07000061', 'Eastbourne', 'E10000011'),
    ('E07000062', 'Hastings', 'E10000011'),
    ('E07000063', 'Lewes', 'E10000011'),
    ('E07000064', 'Rother', 'E10000011'),
    ('E07000065', 'Wealden', 'E10000011'),
    ('E07000066', 'Basildon', 'E10000012'),
    ('E07000067', 'Braintree', 'E10000012'),
    ('E07000068', 'Brentwood', 'E10000012'),
    ('E07000069', 'Castle Point', 'E10000012'),
    ('E07000070', 'Chelmsford', 'E10000012'),
    ('E07000071', 'Colchester', 'E10000012'),
    ('E07000072', 'Epping Forest', 'E10000012'),
    ('E07000073', 'Harlow', 'E10000012'),
    ('E07000074', 'Maldon', 'E10000012'),
    ('E07000075', 'Rochford', 'E10000012'),
    ('E07000076', 'Tendring', 'E10000012'),
    ('E07000077', 'Uttlesford', 'E10000012'),
    ('E07000078', 'Cheltenham', 'E10000013'),
    ('E07000079', 'Cotswold', 'E10000013'),
    ('E07000080', 'Forest of Dean', 'E10000013'),
    ('E07000081', 'Gloucester', 'E10000013'),
    ('E07000082', 'Stroud', 'E10000013'),
    ('E07000083', 'North Gloucestershire', 'E10000013'),
    ('E07000084', 'Basingstoke and Deane', 'E10000014'),
    ('E07000085', 'East Hampshire', 'E10000014'),
    ('E07000086', 'Eastleigh', 'E10000014'),
    ('E07000087', 'Fareham', 'E10000014'),
    ('E07000088', 'Gosport', 'E10000014'),
    ('E07000089', 'Hart', 'E10000014'),
    ('E07000090', 'Havant', 'E10000014'),
    ('E07000091', 'New Forest', 'E10000014'),
    ('E07000092', 'Rushmoor', 'E10000014'),
    ('E07000093', 'Test Valley', 'E10000014'),
    ('E07000094', 'Winchester', 'E10000014'),
    ('E07000095', 'Broxbourne', 'E10000015'),
    ('E07000096', 'Dacorum', 'E10000015'),
    ('E07000098', 'Hertsmere', 'E10000015'),
    ('E07000099', 'North Hertfordshire', 'E10000015'),
    ('E07000102', 'Three Rivers', 'E10000015'),
    ('E07000103', 'Watford', 'E10000015'),
    ('E07000105', 'Ashford', 'E10000016'),
    ('E07000106', 'Canterbury', 'E10000016'),
    ('E07000107', 'Dartford', 'E10000016'),
    ('E07000108', 'Dover', 'E10000016'),
    ('E07000109', 'Gravesham', 'E10000016'),
    ('E07000110', 'Maidstone', 'E10000016'),
    ('E07000111', 'Sevenoaks', 'E10000016'),
    ('E07000112', 'Folkestone and Hythe', 'E10000016'),
    ('E07000113', 'Swale', 'E10000016'),
    ('E07000114', 'Thanet', 'E10000016'),
    ('E07000115', 'Tonbridge and Malling', 'E10000016'),
    ('E07000116', 'Tunbridge Wells', 'E10000016'),
    ('E07000117', 'Burnley', 'E10000017'),
    ('E07000118', 'Chorley', 'E10000017'),
    ('E07000119', 'Fylde', 'E10000017'),
    ('E07000120', 'Hyndburn', 'E10000017'),
    ('E07000121', 'Lancaster', 'E10000017'),
    ('E07000122', 'Pendle', 'E10000017'),
    ('E07000123', 'Preston', 'E10000017'),
    ('E07000124', 'Ribble Valley', 'E10000017'),
    ('E07000125', 'Rossendale', 'E10000017'),
    ('E07000126', 'South Ribble', 'E10000017'),
    ('E07000127', 'West Lancashire', 'E10000017'),
    ('E07000128', 'Wyre', 'E10000017'),
    ('E07000129', 'Blaby', 'E10000018'),
    ('E07000130', 'Charnwood', 'E10000018'),
    ('E07000131', 'Harborough', 'E10000018'),
    ('E07000132', 'Hinckley and Bosworth', 'E10000018'),
    ('E07000133', 'Melton', 'E10000018'),
    ('E07000134', 'North West Leicestershire', 'E10000018'),
    ('E07000135', 'Oadby and Wigston', 'E10000018'),
    ('E07000136', 'Boston', 'E10000019'),
    ('E07000137', 'East Lindsey', 'E10000019'),
    ('E07000138', 'Lincoln', 'E10000019'),
    ('E07000139', 'North Kesteven', 'E10000019'),
    ('E07000140', 'South Holland', 'E10000019'),
    ('E07000141', 'South Kesteven', 'E10000019'),
    ('E07000142', 'West Lindsey', 'E10000019'),
    ('E07000143', 'Breckland', 'E10000020'),
    ('E07000144', 'Broadland', 'E10000020'),
    ('E07000145', 'Great Yarmouth', 'E10000020'),
    ('E07000146', 'King''s Lynn and West Norfolk', 'E10000020'),
    ('E07000147', 'North Norfolk', 'E10000020'),
    ('E07000148', 'Norwich', 'E10000020'),
    ('E07000149', 'South Norfolk', 'E10000020'),
    ('E07000170', 'Ashfield', 'E10000024'),
    ('E07000171', 'Bassetlaw', 'E10000024'),
    ('E07000172', 'Broxtowe', 'E10000024'),
    ('E07000173', 'Gedling', 'E10000024'),
    ('E07000174', 'Mansfield', 'E10000024'),
    ('E07000175', 'Newark and Sherwood', 'E10000024'),
    ('E07000176', 'Rushcliffe', 'E10000024'),
    ('E07000177', 'Cherwell', 'E10000025'),
    ('E07000178', 'Oxford', 'E10000025'),
    ('E07000179', 'South Oxfordshire', 'E10000025'),
    ('E07000180', 'Vale of White Horse', 'E10000025'),
    ('E07000181', 'West Oxfordshire', 'E10000025'),
    ('E07000192', 'Cannock Chase', 'E10000028'),
    ('E07000193', 'East Staffordshire', 'E10000028'),
    ('E07000194', 'Lichfield', 'E10000028'),
    ('E07000195', 'Newcastle-under-Lyme', 'E10000028'),
    ('E07000196', 'South Staffordshire', 'E10000028'),
    ('E07000197', 'Stafford', 'E10000028'),
    ('E07000198', 'Staffordshire Moorlands', 'E10000028'),
    ('E07000199', 'Tamworth', 'E10000028'),
    ('E07000200', 'Babergh', 'E10000029'),
    ('E07000202', 'Ipswich', 'E10000029'),
    ('E07000203', 'Mid Suffolk', 'E10000029'),
    ('E07000207', 'Elmbridge', 'E10000030'),
    ('E07000208', 'Epsom and Ewell', 'E10000030'),
    ('E07000209', 'Guildford', 'E10000030'),
    ('E07000210', 'Mole Valley', 'E10000030'),
    ('E07000211', 'Reigate and Banstead', 'E10000030'),
    ('E07000212', 'Runnymede', 'E10000030'),
    ('E07000213', 'Spelthorne', 'E10000030'),
    ('E07000214', 'Surrey Heath', 'E10000030'),
    ('E07000215', 'Tandridge', 'E10000030'),
    ('E07000216', 'Waverley', 'E10000030'),
    ('E07000217', 'Woking', 'E10000030'),
    ('E07000218', 'North Warwickshire', 'E10000031'),
    ('E07000219', 'Nuneaton and Bedworth', 'E10000031'),
    ('E07000220', 'Rugby', 'E10000031'),
    ('E07000221', 'Stratford-on-Avon', 'E10000031'),
    ('E07000222', 'Warwick', 'E10000031'),
    ('E07000223', 'Adur', 'E10000032'),
    ('E07000224', 'Arun', 'E10000032'),
    ('E07000225', 'Chichester', 'E10000032'),
    ('E07000226', 'Crawley', 'E10000032'),
    ('E07000227', 'Horsham', 'E10000032'),
    ('E07000228', 'Mid Sussex', 'E10000032'),
    ('E07000229', 'Worthing', 'E10000032'),
    ('E07000234', 'Bromsgrove', 'E10000034'),
    ('E07000235', 'Malvern Hills', 'E10000034'),
    ('E07000236', 'Redditch', 'E10000034'),
    ('E07000237', 'Worcester', 'E10000034'),
    ('E07000238', 'Wychavon', 'E10000034'),
    ('E07000239', 'Wyre Forest', 'E10000034'),
    ('E07000240', 'St Albans', 'E10000015'),
    ('E07000241', 'Welwyn Hatfield', 'E10000015'),
    ('E07000242', 'East Hertfordshire', 'E10000015'),
    ('E07000243', 'Stevenage', 'E10000015'),
    ('E07000244', 'East Suffolk', 'E10000029'),
    ('E07000245', 'West Suffolk', 'E10000029')
    ) AS d (code, name, host);
INSERT INTO planning_authorities VALUES
    ('E26000001', 'Dartmoor National Park', 'national_park', NULL, 'published'),
    ('E26000002', 'Exmoor National Park', 'national_park', NULL, 'published'),
    ('E26000004', 'Northumberland National Park', 'national_park', NULL, 'published'),
    ('E26000005', 'North York Moors National Park', 'national_park', NULL, 'published'),
    ('E26000006', 'Peak District National Park', 'national_park', NULL, 'published'),
    ('E26000007', 'The Broads Authority', 'national_park', NULL, 'published'),
    ('E26000009', 'New Forest National Park', 'national_park', NULL, 'published'),
    ('E26000010', 'South Downs National Park', 'national_park', NULL, 'published'),
    ('E26000011', 'Yorkshire Dales National Park', 'national_park', NULL, 'published'),
    ('E26000012', 'Lake District National Park', 'national_park', NULL, 'published');

-- ---------------------------------------------------------------- by which rules
-- A rule holds from its day on, until a later row of the same what, type and
-- circumstance. The most particular one counts: of the type before any type.
-- No amount: no period or no limit, and says tells which. Not allowed: there is no
-- such right, and says is what whoever tries is told.
CREATE TABLE planning_rules (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what             text NOT NULL CHECK (what IN ('determination', 'appeal', 'appeal_no_decision', 'lapse', 'lapse_details', 'lapse_last_approval')),
    application_type text NOT NULL DEFAULT '' CHECK (application_type IN ('', 'full', 'outline', 'reserved-matters', 'change-of-use', 'ldc-existing-use', 'ldc-prospective-use', 'prior-approval', 'lbc', 's73',
                             'non-material-amendment', 'approval-condition', 'reg-3', 'reg-4', 'pre-application')),
    circumstance     text NOT NULL DEFAULT '' CHECK (circumstance IN ('', 'environmental_statement', 'public_service_infrastructure', 'major', 'householder', 'minor_commercial')),
    amount           integer CHECK (amount > 0),
    unit             text NOT NULL DEFAULT '' CHECK (unit IN ('', 'days', 'weeks', 'months', 'years')),
    first_day        text NOT NULL DEFAULT 'day_after' CHECK (first_day IN ('day_after', 'same_day')),
    allowed          boolean NOT NULL DEFAULT true,
    says             text NOT NULL DEFAULT '',
    source           text NOT NULL CHECK (source <> ''),
    from_day         date NOT NULL,
    UNIQUE (what, application_type, circumstance, from_day),
    CHECK ((amount IS NULL) = (unit = '')),
    CHECK (amount IS NOT NULL OR says <> '')
);
INSERT INTO planning_rules (what, application_type, circumstance, amount, unit, first_day, allowed, says, source, from_day) VALUES
    ('determination', '', '', 8, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2)', '2015-04-15'),
    ('determination', '', 'major', 13, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2)', '2015-04-15'),
    ('determination', '', 'public_service_infrastructure', 10, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 34(2), as amended by S.I. 2021/814', '2021-08-01'),
    ('determination', '', 'environmental_statement', 16, 'weeks', 'day_after', true, '', 'Town and Country Planning (Environmental Impact Assessment) Regulations 2017, reg. 68', '2017-05-16'),
    ('determination', 'ldc-existing-use', '', 8, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 39', '2015-04-15'),
    ('determination', 'ldc-prospective-use', '', 8, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 39', '2015-04-15'),
    ('determination', 'lbc', '', 8, 'weeks', 'day_after', true, '', 'Planning (Listed Buildings and Conservation Areas) Regulations 1990, reg. 3', '1990-08-24'),
    ('determination', 'approval-condition', '', 8, 'weeks', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 27', '2015-04-15'),
    ('determination', 'prior-approval', '', 56, 'days', 'day_after', true, '', 'Town and Country Planning (General Permitted Development) (England) Order 2015, art. 7 and schedule 2; some classes have another period', '2015-04-15'),
    ('determination', 'non-material-amendment', '', 28, 'days', 'day_after', true, '', 'Town and Country Planning (Development Management Procedure) (England) Order 2015, art. 10', '2015-04-15'),
    ('determination', 'pre-application', '', NULL, '', 'day_after', true, 'The law sets no period for advice before an application: the planning authority says when it will answer.', 'None: advice before an application is a service of the planning authority', '1990-08-24'),
    ('appeal', '', '', 6, 'months', 'day_after', true, '', 'Town and Country Planning Act 1990, s. 78; Development Management Procedure Order 2015, art. 37: 6 months from the date of the notice', '2015-04-15'),
    ('appeal', '', 'householder', 12, 'weeks', 'day_after', true, '', 'Town and Country Planning Act 1990, s. 78; Development Management Procedure Order 2015, art. 37: 12 weeks from the date of the notice', '2015-04-15'),
    ('appeal', '', 'minor_commercial', 12, 'weeks', 'day_after', true, '', 'Town and Country Planning Act 1990, s. 78; Development Management Procedure Order 2015, art. 37: 12 weeks from the date of the notice', '2015-04-15'),
    ('appeal', 'lbc', '', 6, 'months', 'day_after', true, '', 'Planning (Listed Buildings and Conservation Areas) Act 1990, s. 20; Regulations 1990, reg. 8', '1990-08-24'),
    ('appeal', 'ldc-existing-use', '', NULL, '', 'day_after', true, 'There is no limit of time to appeal about a certificate of lawfulness.', 'Town and Country Planning Act 1990, s. 195', '1992-07-27'),
    ('appeal', 'ldc-prospective-use', '', NULL, '', 'day_after', true, 'There is no limit of time to appeal about a certificate of lawfulness.', 'Town and Country Planning Act 1990, s. 195', '1992-07-27'),
    ('appeal', 'reg-3', '', NULL, '', 'day_after', false, 'A council cannot appeal against the refusal of its own application (regulation 3). Change the scheme and apply again.', 'Town and Country Planning General Regulations 1992, reg. 3: the council applies and decides', '1992-07-27'),
    ('appeal', 'non-material-amendment', '', NULL, '', 'day_after', false, 'There is no right of appeal about a non-material amendment. Ask for it again, or apply under section 73.', 'Town and Country Planning Act 1990, s. 78, which does not name s. 96A', '2009-10-01'),
    ('appeal_no_decision', '', '', 6, 'months', 'day_after', true, '', 'Town and Country Planning Act 1990, s. 78(2); Development Management Procedure Order 2015, art. 37: 6 months from the end of the period, or of the period agreed', '2015-04-15'),
    ('appeal_no_decision', 'lbc', '', 6, 'months', 'day_after', true, '', 'Planning (Listed Buildings and Conservation Areas) Act 1990, s. 20(2); Regulations 1990, reg. 8', '1990-08-24'),
    ('appeal_no_decision', 'ldc-existing-use', '', NULL, '', 'day_after', true, 'There is no limit of time to appeal about a certificate of lawfulness.', 'Town and Country Planning Act 1990, s. 195', '1992-07-27'),
    ('appeal_no_decision', 'ldc-prospective-use', '', NULL, '', 'day_after', true, 'There is no limit of time to appeal about a certificate of lawfulness.', 'Town and Country Planning Act 1990, s. 195', '1992-07-27'),
    ('appeal_no_decision', 'reg-3', '', NULL, '', 'day_after', false, 'A council cannot appeal about its own application (regulation 3).', 'Town and Country Planning General Regulations 1992, reg. 3: the council applies and decides', '1992-07-27'),
    ('appeal_no_decision', 'non-material-amendment', '', NULL, '', 'day_after', false, 'There is no right of appeal about a non-material amendment.', 'Town and Country Planning Act 1990, s. 78, which does not name s. 96A', '2009-10-01'),
    ('lapse', '', '', 3, 'years', 'same_day', true, '', 'Town and Country Planning Act 1990, s. 91(1)(a): three years beginning with the date of the permission', '2005-08-24'),
    ('lapse', 'lbc', '', 3, 'years', 'same_day', true, '', 'Planning (Listed Buildings and Conservation Areas) Act 1990, s. 18: three years beginning with the date of the consent', '2005-08-24'),
    ('lapse', 'prior-approval', '', 3, 'years', 'same_day', true, '', 'General Permitted Development Order 2015, the conditions of the class: three years starting with the prior approval date; some classes say otherwise', '2015-04-15'),
    ('lapse', 'ldc-existing-use', '', NULL, '', 'same_day', true, 'A certificate of lawfulness does not lapse.', 'Town and Country Planning Act 1990, s. 191', '1992-07-27'),
    ('lapse', 'ldc-prospective-use', '', NULL, '', 'same_day', true, 'A certificate of lawfulness does not lapse.', 'Town and Country Planning Act 1990, s. 192', '1992-07-27'),
    ('lapse', 's73', '', NULL, '', 'same_day', true, 'A permission under section 73 must be begun by the same day as the one it changes: enter that day with the decision.', 'Town and Country Planning Act 1990, s. 73(5)', '2005-08-24'),
    ('lapse', 'reserved-matters', '', NULL, '', 'same_day', true, 'The outline permission lapses, not the approval of its details: record the last approval there.', 'Town and Country Planning Act 1990, s. 92', '2005-08-24'),
    ('lapse', 'approval-condition', '', NULL, '', 'same_day', true, 'The approval of what a condition asks does not lapse: the permission does.', 'Town and Country Planning Act 1990, s. 91', '2005-08-24'),
    ('lapse', 'non-material-amendment', '', NULL, '', 'same_day', true, 'An amendment does not lapse: the permission does.', 'Town and Country Planning Act 1990, s. 96A', '2009-10-01'),
    ('lapse_details', 'outline', '', 3, 'years', 'same_day', true, '', 'Town and Country Planning Act 1990, s. 92(2)(a): application for approval within three years beginning with the date of the outline permission', '2005-08-24'),
    ('lapse_last_approval', 'outline', '', 2, 'years', 'day_after', true, '', 'Town and Country Planning Act 1990, s. 92(2)(b): begun within two years from the final approval of the last reserved matter', '2005-08-24');

-- England and Wales. Statutory periods do not move for them; an office is closed.
CREATE TABLE bank_holidays (
    day  date PRIMARY KEY,
    name text NOT NULL CHECK (name <> '')
);
INSERT INTO bank_holidays VALUES
    ('2015-01-01', 'New Year''s Day'), ('2015-04-03', 'Good Friday'), ('2015-04-06', 'Easter Monday'), ('2015-05-04', 'Early May bank holiday'), ('2015-05-25', 'Spring bank holiday'), ('2015-08-31', 'Summer bank holiday'), ('2015-12-25', 'Christmas Day'), ('2015-12-28', 'Boxing Day (substitute day)'),
    ('2016-01-01', 'New Year''s Day'), ('2016-03-25', 'Good Friday'), ('2016-03-28', 'Easter Monday'), ('2016-05-02', 'Early May bank holiday'), ('2016-05-30', 'Spring bank holiday'), ('2016-08-29', 'Summer bank holiday'), ('2016-12-26', 'Boxing Day'), ('2016-12-27', 'Christmas Day (substitute day)'),
    ('2017-01-02', 'New Year''s Day (substitute day)'), ('2017-04-14', 'Good Friday'), ('2017-04-17', 'Easter Monday'), ('2017-05-01', 'Early May bank holiday'), ('2017-05-29', 'Spring bank holiday'), ('2017-08-28', 'Summer bank holiday'), ('2017-12-25', 'Christmas Day'), ('2017-12-26', 'Boxing Day'),
    ('2018-01-01', 'New Year''s Day'), ('2018-03-30', 'Good Friday'), ('2018-04-02', 'Easter Monday'), ('2018-05-07', 'Early May bank holiday'), ('2018-05-28', 'Spring bank holiday'), ('2018-08-27', 'Summer bank holiday'), ('2018-12-25', 'Christmas Day'), ('2018-12-26', 'Boxing Day'),
    ('2019-01-01', 'New Year''s Day'), ('2019-04-19', 'Good Friday'), ('2019-04-22', 'Easter Monday'), ('2019-05-06', 'Early May bank holiday'), ('2019-05-27', 'Spring bank holiday'), ('2019-08-26', 'Summer bank holiday'), ('2019-12-25', 'Christmas Day'), ('2019-12-26', 'Boxing Day'),
    ('2020-01-01', 'New Year''s Day'), ('2020-04-10', 'Good Friday'), ('2020-04-13', 'Easter Monday'), ('2020-05-08', 'Early May bank holiday (75th anniversary of VE Day)'), ('2020-05-25', 'Spring bank holiday'), ('2020-08-31', 'Summer bank holiday'), ('2020-12-25', 'Christmas Day'), ('2020-12-28', 'Boxing Day (substitute day)'),
    ('2021-01-01', 'New Year''s Day'), ('2021-04-02', 'Good Friday'), ('2021-04-05', 'Easter Monday'), ('2021-05-03', 'Early May bank holiday'), ('2021-05-31', 'Spring bank holiday'), ('2021-08-30', 'Summer bank holiday'), ('2021-12-27', 'Christmas Day (substitute day)'), ('2021-12-28', 'Boxing Day (substitute day)'),
    ('2022-01-03', 'New Year''s Day (substitute day)'), ('2022-04-15', 'Good Friday'), ('2022-04-18', 'Easter Monday'), ('2022-05-02', 'Early May bank holiday'), ('2022-06-02', 'Spring bank holiday'), ('2022-06-03', 'Platinum Jubilee bank holiday'), ('2022-08-29', 'Summer bank holiday'), ('2022-09-19', 'Bank holiday for the state funeral of Queen Elizabeth II'), ('2022-12-26', 'Boxing Day'), ('2022-12-27', 'Christmas Day (substitute day)'),
    ('2023-01-02', 'New Year''s Day (substitute day)'), ('2023-04-07', 'Good Friday'), ('2023-04-10', 'Easter Monday'), ('2023-05-01', 'Early May bank holiday'), ('2023-05-08', 'Bank holiday for the coronation of King Charles III'), ('2023-05-29', 'Spring bank holiday'), ('2023-08-28', 'Summer bank holiday'), ('2023-12-25', 'Christmas Day'), ('2023-12-26', 'Boxing Day'),
    ('2024-01-01', 'New Year''s Day'), ('2024-03-29', 'Good Friday'), ('2024-04-01', 'Easter Monday'), ('2024-05-06', 'Early May bank holiday'), ('2024-05-27', 'Spring bank holiday'), ('2024-08-26', 'Summer bank holiday'), ('2024-12-25', 'Christmas Day'), ('2024-12-26', 'Boxing Day'),
    ('2025-01-01', 'New Year''s Day'), ('2025-04-18', 'Good Friday'), ('2025-04-21', 'Easter Monday'), ('2025-05-05', 'Early May bank holiday'), ('2025-05-26', 'Spring bank holiday'), ('2025-08-25', 'Summer bank holiday'), ('2025-12-25', 'Christmas Day'), ('2025-12-26', 'Boxing Day'),
    ('2026-01-01', 'New Year''s Day'), ('2026-04-03', 'Good Friday'), ('2026-04-06', 'Easter Monday'), ('2026-05-04', 'Early May bank holiday'), ('2026-05-25', 'Spring bank holiday'), ('2026-08-31', 'Summer bank holiday'), ('2026-12-25', 'Christmas Day'), ('2026-12-28', 'Boxing Day (substitute day)'),
    ('2027-01-01', 'New Year''s Day'), ('2027-03-26', 'Good Friday'), ('2027-03-29', 'Easter Monday'), ('2027-05-03', 'Early May bank holiday'), ('2027-05-31', 'Spring bank holiday'), ('2027-08-30', 'Summer bank holiday'), ('2027-12-27', 'Christmas Day (substitute day)'), ('2027-12-28', 'Boxing Day (substitute day)'),
    ('2028-01-03', 'New Year''s Day (substitute day)'), ('2028-04-14', 'Good Friday'), ('2028-04-17', 'Easter Monday'), ('2028-05-01', 'Early May bank holiday'), ('2028-05-29', 'Spring bank holiday'), ('2028-08-28', 'Summer bank holiday'), ('2028-12-25', 'Christmas Day'), ('2028-12-26', 'Boxing Day');

-- ---------------------------------------------------------------- what was applied for
CREATE TABLE applications (
    id                            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id                       bigint NOT NULL REFERENCES sites,
    planning_authority            text NOT NULL REFERENCES planning_authorities,
    reference                     text NOT NULL DEFAULT '',
    type                          text NOT NULL CHECK (type IN ('full', 'outline', 'reserved-matters', 'change-of-use', 'ldc-existing-use', 'ldc-prospective-use', 'prior-approval', 'lbc', 's73',
                             'non-material-amendment', 'approval-condition', 'reg-3', 'reg-4', 'pre-application')),
    description                   text NOT NULL DEFAULT '',
    major                         boolean NOT NULL DEFAULT false,
    public_service_infrastructure boolean NOT NULL DEFAULT false,
    environmental_statement       boolean NOT NULL DEFAULT false,
    householder                   boolean NOT NULL DEFAULT false,
    minor_commercial              boolean NOT NULL DEFAULT false,
    provenance                    text NOT NULL,
    source                        text NOT NULL DEFAULT '',
    -- From here on worked out from the events.
    status                        text NOT NULL DEFAULT 'not_started' CHECK (status IN ('not_started', 'pending', 'invalidated', 'in_assessment',
                                      'in_committee', 'awaiting_determination', 'determined', 'returned', 'withdrawn', 'closed')),
    decision                      text CHECK (decision IN ('granted', 'refused', 'not_required')),
    appeal                        text CHECK (appeal IN ('lodged', 'validated', 'started', 'determined')),
    appeal_outcome                text CHECK (appeal_outcome IN ('allowed', 'dismissed', 'split', 'withdrawn')),
    received_on                   date,
    valid_on                      date,
    committee_on                  date,
    decided_on                    date,
    target_on                     date, -- where the statutory period ends
    extended_to                   date, -- what was agreed instead
    appeal_by                     date,
    permission_on                 date, -- the decision's day, or the appeal's
    expires_on                    date,
    started_on                    date,
    version                       integer NOT NULL DEFAULT 1,
    CHECK (major OR NOT public_service_infrastructure),
    CHECK ((appeal = 'determined') = (appeal_outcome IS NOT NULL))
);
CREATE INDEX applications_site ON applications (site_id);
CREATE INDEX applications_due ON applications (coalesce(extended_to, target_on)) WHERE decided_on IS NULL;

-- The log. An event is never removed: what was recorded in error is struck out, and why.
CREATE TABLE application_events (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id bigint NOT NULL REFERENCES applications,
    on_day         date NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('pre_application_advice', 'submitted', 'received', 'invalidated', 'validated', 'consultation_started',
                       'consultation_ended', 'information_requested', 'information_received', 'committee', 'extension_agreed', 'decided',
                       'details_submitted', 'details_approved', 'withdrawn', 'returned', 'appeal_lodged', 'appeal_validated', 'appeal_started',
                       'appeal_determined', 'development_started', 'closed')),
    outcome        text CHECK (outcome IN ('granted', 'refused', 'not_required', 'allowed', 'dismissed', 'split', 'withdrawn')),
    to_day         date, -- of an extension: to when; of a decision: the day the permission expires, where it says so
    note           text NOT NULL DEFAULT '',
    by_name        text NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    struck         boolean NOT NULL DEFAULT false,
    struck_because text,
    CHECK ((kind IN ('decided', 'appeal_determined')) = (outcome IS NOT NULL)),
    CHECK (kind <> 'extension_agreed' OR to_day IS NOT NULL),
    CHECK (struck = (struck_because IS NOT NULL))
);
CREATE INDEX application_events_application ON application_events (application_id, on_day, id);

-- What a permission asks.
CREATE TABLE planning_conditions (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    application_id        bigint NOT NULL REFERENCES applications,
    number                text NOT NULL CHECK (number ~ '^[A-Za-z0-9.() -]{1,10}$'), -- read by all: never a reference
    text                  text NOT NULL DEFAULT '',
    kind                  text NOT NULL CHECK (kind IN ('pre_commencement', 'pre_occupation', 'compliance', 'time_limit')),
    state                 text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'submitted', 'discharged', 'part_discharged', 'breached')),
    biodiversity_net_gain boolean NOT NULL DEFAULT false,
    gain                  text CHECK (gain IN ('applies', 'exempt')),
    exemption             text NOT NULL DEFAULT '',
    due_on                date,
    version               integer NOT NULL DEFAULT 1,
    UNIQUE (application_id, number),
    CHECK (biodiversity_net_gain = (gain IS NOT NULL)),
    CHECK (NOT biodiversity_net_gain OR kind = 'pre_commencement'),
    CHECK (gain IS DISTINCT FROM 'exempt' OR exemption <> '')
);
CREATE UNIQUE INDEX planning_conditions_one_gain ON planning_conditions (application_id) WHERE biodiversity_net_gain;

-- How long something took elsewhere, as users recorded it.
CREATE TABLE precedents (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    route              text NOT NULL CHECK (route <> ''),
    works              text NOT NULL CHECK (works IN ('none', 'internal', 'external', 'extension', 'new_build')),
    use_class          text CHECK (use_class IN ('c2', 'c2a', 'c3', 'e-e', 'sui', 'other')),
    planning_authority text REFERENCES planning_authorities,
    what               text NOT NULL CHECK (what <> ''),
    weeks              integer CHECK (weeks >= 0),
    outcome            text NOT NULL CHECK (outcome IN ('granted', 'refused', 'not_required', 'withdrawn')),
    source             text NOT NULL CHECK (source <> ''),
    by_name            text NOT NULL,
    at                 timestamptz NOT NULL DEFAULT now()
);

-- History: events change only by being struck out, rules and precedents not at all.
-- +goose StatementBegin
CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.struck OR (to_jsonb(NEW) - 'struck' - 'struck_because') <> (to_jsonb(OLD) - 'struck' - 'struck_because') THEN
        RAISE EXCEPTION 'an event is struck out, once, and not changed otherwise';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER application_events_keep BEFORE UPDATE ON application_events FOR EACH ROW EXECUTE FUNCTION keep_event();
CREATE TRIGGER application_events_not_removed BEFORE DELETE ON application_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER planning_rules_append_only BEFORE UPDATE OR DELETE ON planning_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER precedents_append_only BEFORE UPDATE OR DELETE ON precedents FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- ---------------------------------------------------------------- who may read what
-- Of open sites: what would tell where a restricted one is.
CREATE VIEW open_applications WITH (security_barrier) AS
    SELECT a.id, a.planning_authority, p.name AS planning_authority_name, a.reference, a.description, a.source
    FROM applications a JOIN sites s ON s.id = a.site_id JOIN planning_authorities p ON p.code = a.planning_authority
    WHERE s.location_sensitivity = 'open';
CREATE VIEW open_application_events WITH (security_barrier) AS
    SELECT e.id, e.note, e.struck_because
    FROM application_events e JOIN applications a ON a.id = e.application_id JOIN sites s ON s.id = a.site_id
    WHERE s.location_sensitivity = 'open';
CREATE VIEW open_planning_conditions WITH (security_barrier) AS
    SELECT c.id, c.text, c.exemption
    FROM planning_conditions c JOIN applications a ON a.id = c.application_id JOIN sites s ON s.id = a.site_id
    WHERE s.location_sensitivity = 'open';

-- +goose StatementBegin
-- The same of any site; of a restricted one the look is noted.
CREATE FUNCTION exact_application(application bigint) RETURNS TABLE (planning_authority text, planning_authority_name text, reference text, description text, source text,
    events json, conditions json) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(a.site_id) FROM applications a WHERE a.id = application;
    RETURN QUERY
        SELECT a.planning_authority, p.name, a.reference, a.description, a.source,
               (SELECT coalesce(json_agg(json_build_object('id', e.id, 'note', e.note, 'struck_because', coalesce(e.struck_because, '')) ORDER BY e.id), '[]')
                FROM application_events e WHERE e.application_id = a.id),
               (SELECT coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'exemption', c.exemption) ORDER BY c.id), '[]')
                FROM planning_conditions c WHERE c.application_id = a.id)
        FROM applications a JOIN planning_authorities p ON p.code = a.planning_authority WHERE a.id = application;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- What the entries of a site, and now of its planning, hold that tells where it is.
CREATE OR REPLACE FUNCTION exact_changes(site_id bigint) RETURNS TABLE (entry bigint, changes json) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM note_look(site_id);
    RETURN QUERY SELECT e.id, e.exact_changes FROM audit_entries e WHERE e.withheld <> '{}' AND (
        e.object IN ('site', 'document') AND e.object_id = site_id::text
        OR e.object = 'application' AND e.object_id IN (SELECT a.id::text FROM applications a WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'event' AND e.object_id IN (SELECT v.id::text FROM application_events v JOIN applications a ON a.id = v.application_id WHERE a.site_id = exact_changes.site_id)
        OR e.object = 'planning_condition' AND e.object_id IN (SELECT c.id::text FROM planning_conditions c JOIN applications a ON a.id = c.application_id
                                                               WHERE a.site_id = exact_changes.site_id));
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
DO $$
DECLARE
    t record;
    site CONSTANT text := '(SELECT site_id FROM applications WHERE id = %1$s.application_id)';
    whose CONSTANT text := $q$coalesce((SELECT CASE WHEN s.owner_authority <> s.host_authority THEN ARRAY[s.owner_authority, s.host_authority] ELSE ARRAY[s.host_authority] END
        FROM sites s WHERE s.id = @site), '{}')$q$;
    project CONSTANT text := '(SELECT project_id FROM project_sites WHERE site_id = @site LIMIT 1)';
    kind CONSTANT text := $q$(SELECT replace(type, '-', ' ') || ', HG-' || site_id FROM applications WHERE id = %1$s.application_id)$q$;
    none CONSTANT text := $q$'{}'::text[]$q$;
BEGIN
    FOR t IN SELECT * FROM (VALUES
        ('applications', 'application', $q$replace(%1$s.type, '-', ' ') || ', HG-' || %1$s.site_id$q$, replace(whose, '@site', '%1$s.site_id'), replace(project, '@site', '%1$s.site_id'),
            'version', 'planning_authority reference description source'),
        ('application_events', 'event', $q$replace(%1$s.kind, '_', ' ') || ' of ' || $q$ || kind, replace(whose, '@site', site), replace(project, '@site', site),
            'at by_name application_id', 'note struck_because'),
        ('planning_conditions', 'planning_condition', $q$'condition of ' || $q$ || kind, replace(whose, '@site', site), replace(project, '@site', site),
            'version application_id', 'text exemption'),
        ('planning_rules', 'planning_rule', $q$replace(%1$s.what, '_', ' ') || ' ' || replace(%1$s.application_type, '-', ' ')$q$, none, 'NULL::bigint', '', ''),
        ('precedents', 'precedent', $q$replace(%1$s.route, '-', ' ')$q$, none, 'NULL::bigint', 'at by_name', '')
    ) AS t (name, object, label, authorities, project, no_change, exact)
    LOOP
        FOR i IN 1..3 LOOP
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION note_changes(%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                (ARRAY['added', 'changed', 'removed'])[i], (ARRAY['INSERT', 'UPDATE', 'DELETE'])[i], t.name,
                (ARRAY['NEW TABLE AS new_rows', 'NEW TABLE AS new_rows OLD TABLE AS old_rows', 'OLD TABLE AS old_rows'])[i],
                t.object, 'id', '%1$s.id::text', t.label, t.authorities, t.project, t.no_change, '', t.exact);
        END LOOP;
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT ON planning_authorities, bank_holidays, open_applications, open_application_events, open_planning_conditions TO homeground_app;
GRANT SELECT, INSERT ON planning_rules, precedents TO homeground_app;
GRANT UPDATE (application_status) ON sites TO homeground_app;
-- An application stays with its site, an event with its application: moved to an open
-- site they would be read there.
GRANT INSERT ON applications, application_events, planning_conditions TO homeground_app;
GRANT SELECT (id, site_id, type, major, public_service_infrastructure, environmental_statement, householder, minor_commercial, provenance, status, decision, appeal,
    appeal_outcome, received_on, valid_on, committee_on, decided_on, target_on, extended_to, appeal_by, permission_on, expires_on, started_on, version) ON applications TO homeground_app;
GRANT UPDATE (planning_authority, reference, type, description, major, public_service_infrastructure, environmental_statement, householder, minor_commercial, source, status,
    decision, appeal, appeal_outcome, received_on, valid_on, committee_on, decided_on, target_on, extended_to, appeal_by, permission_on, expires_on, started_on, version)
    ON applications TO homeground_app;
GRANT SELECT (id, application_id, on_day, kind, outcome, to_day, by_name, at, struck), UPDATE (struck, struck_because) ON application_events TO homeground_app;
GRANT SELECT (id, application_id, number, kind, state, biodiversity_net_gain, gain, due_on, version),
    UPDATE (number, text, kind, state, biodiversity_net_gain, gain, exemption, due_on, version) ON planning_conditions TO homeground_app;

REVOKE EXECUTE ON FUNCTION exact_application(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION exact_application(bigint) TO homeground_app;
