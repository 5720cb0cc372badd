"""Small packages for the tests, as the text of their files."""

from __future__ import annotations

import csv
import io

from bot.hsds.model import Origin
from bot.hsds.older import reading_order


def records(files):
    """The rows of a package in the order in which `older` wants them; each file is named by its key."""
    tables = {name: list(csv.DictReader(io.StringIO(text.strip()))) for name, text in files.items()}
    columns = {name: text.strip().splitlines()[0].split(",") for name, text in files.items()}
    for name in reading_order(columns):
        for line, row in enumerate(tables[name], 2):
            yield name, row, Origin(f"{name}.csv", line)


def rows_of(made, table):
    """The rows of one table, without their origin."""
    return [row for name, row, _ in made if name == table]


def columns_of(files):
    return {name: text.strip().splitlines()[0].split(",") for name, text in files.items()}


HSDS_11 = {
    "organizations": """
id,name,alternate_name,description,email,url,tax_status,tax_id,year_incorporated,legal_status
1,Food for All,,Meals,post@food.example.org,http://food.example.org,,,2001-05-01,
""",
    "services": """
id,organization_id,program_id,name,alternate_name,description,url,email,status,interpretation_services,application_process,wait_time,fees,accrediations,licenses,taxonomy_ids
10,1,,Pantry,,Food parcels,http://food.example.org/pantry,,active,,Walk in,,Free,ISO 9001,,
11,1,,Kitchen,,Hot meals,,,,,,,,,,"T1,T2"
""",
    "locations": """
id,organization_id,name,alternate_name,description,transportation,latitude,longitude
20,1,Hall,,,Bus 3,52.1,5.1
""",
    "services_at_location": """
id,service_id,location_id,description
30,10,20,Ground floor
""",
    "physical_addresses": """
id,location_id,attention,address_1,address_2,address_3,address_4,city,region,state_province,postal_code,country
1,20,,Main street 1,Building B,Floor 2,Room 3,Town,,Utrecht,1234 AB,NL
""",
    "postal_addresses": """
id,location_id,attention,address_1,address_2,address_3,address_4,city,region,state_province,postal_code,country
1,20,,PO Box 7,,,,Town,,Utrecht,1234 AA,NL
""",
    "phones": """
id,location_id,service_id,organization_id,contact_id,service_at_location_id,number,extension,type,language,description,department
40,,10,,,,+31 20 555 0121,,voice,"nl,es",Mornings only,Front desk
""",
    "contacts": """
id,organization_id,service_id,service_at_location_id,name,title,department,email
50,1,10,,Ann,Manager,Desk,ann@food.example.org
""",
    "regular_schedules": """
id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at
1,10,,,1,09:00,17:00
2,10,,,Tuesday,9:30,5:00 PM
3,10,,,7,10:00,12:00
""",
    "holiday_schedules": """
id,service_id,location_id,service_at_location_id,closed,opens_at,closes_at,start_date,end_date
1,10,,,true,09:00,17:00,2026-12-24,2026-12-26
2,10,,,false,10:00,12:00,2026-12-31,2026-12-31
""",
    "eligibility": """
id,service_id,eligibility
1,10,adult
2,10,family
""",
    "service_areas": """
id,service_id,service_area,description
60,10,The whole town,
""",
    "languages": """
id,service_id,location_id,language
70,10,,"nl, fr"
71,,20,Berber
""",
    "accessibility_for_disabilities": """
id,location_id,accessibility,details
80,20,wheelchair,At the back door
""",
    "payments_accepted": """
id,service_id,payment
90,10,"cash, credit card"
91,11,Cash
""",
    "required_documents": """
id,service_id,document
100,10,A letter
""",
    "funding": """
id,organization_id,service_id,source
110,1,,Gifts
""",
    "taxonomy": """
id,name,parent_id,parent_name,vocabulary
T1,Food,,,Open Eligibility
T2,Meals,T1,Food,Open Eligibility
""",
    "services_taxonomy": """
id,service_id,taxonomy_id,taxonomy_detail
1,10,T1,T1*T2
""",
    "metadata": """
id,resource_id,last_action_date,last_action_type,field_name,previous_value,replacement_value,updated_by
120,10,2024-05-01T10:00:00,update,name,Store,Pantry,Ann
""",
}
"""Every table of HSDS 1.1, with the columns of its `datapackage.json`."""

HSDS_20 = {
    "organizations": HSDS_11["organizations"],
    "services": """
id,organization_id,program_id,name,alternate_name,description,url,email,status,interpretation_services,application_process,wait_time,fees,accreditations,licenses
10,1,,Pantry,,Food parcels,,,active,,,,Free,,
""",
    "locations": HSDS_11["locations"],
    "schedules": """
id,service_id,location_id,service_at_location_id,valid_from,valid_to,dtstart,timezone,until,count,wkst,freq,interval,byday,byweekno,bymonthday,byyearday,description,opens_at,closes_at
1,10,,,2026-01-01,,2026-01-06,1,,,,WEEKLY,2,TU,,,,Every other week,09:00,17:00
""",
    "eligibility": """
id,service_id
1,10
""",
    "taxonomy_terms": """
id,term,description,parent_id,taxonomy,language
T1,Food,All about food,,https://openeligibility.example.org,eng
T2,Wheelchair,With wheels,,,eng
""",
    "service_attributes": """
id,service_id,taxonomy_term_id
1,10,T1
""",
    "other_attributes": """
id,link_id,link_type,taxonomy_term_id
1,20,location,T2
2,1,physical_address,T2
3,10,service,T1
""",
    "physical_addresses": HSDS_11["physical_addresses"],
    "metadata": """
id,resource_id,resource_type,last_action_date,last_action_type,field_name,previous_value,replacement_value,updated_by
1,1,physical_address,2024-05-01,update,city,Village,Town,Ann
2,10,service,2024-05-01,update,name,Store,Pantry,Ann
""",
}
"""What HSDS 2.0 has of its own."""

UK_10 = {
    "organization": """
id,name,description,url,logo,uri
1,Council,Local council,https://council.example.org,,
""",
    "service": """
id,organization_id,name,description,status,fees,accreditations,deliverable_type,assured_date,attending_type,attending_access
10,1,Lunch club,Lunch,active,,,event,2024-05-01,,
""",
    "eligibility": """
id,service_id,eligibility,minimum_age,maximum_age
1,10,Older people,65,120
""",
    "link_taxonomy": """
id,link_type,link_id,taxonomy_id
1,eligibility,1,T1
2,service,10,T1
""",
    "taxonomy": """
id,name,vocabulary,parent_id
T1,Older people,Circumstances,
""",
    "cost_option": """
id,service_id,valid_from,valid_to,option,amount,amount_description
1,10,,,Meal,3.50,each
""",
    "review": """
id,service_id,reviewer_organization_id,title,description,date,score
1,10,1,Good,,2024-05-01,5
""",
}
"""The variant of Open Referral UK, between 1.1 and 3.0."""
