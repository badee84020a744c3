/** Words that seeded companies are made of. None of them belongs to the reference company. */

export const companyFirstNames = [
  "Alderwick",
  "Brightmere",
  "Cindervale",
  "Dunmore",
  "Everline",
  "Fennimore",
  "Glasswell",
  "Harrowgate",
  "Inverlake",
  "Juniper Row",
  "Kestrelby",
  "Lumenfield",
  "Marrowstone",
  "Oakhaven",
  "Pinecrest",
  "Quillford",
  "Ravenscar",
  "Silverbrook",
  "Thornbury",
  "Umberfell",
  "Wexholm",
  "Yarrowby",
] as const;

export const companyLastNames = [
  "Analytics",
  "Cloud",
  "Data Systems",
  "Labs",
  "Planning",
  "Platforms",
  "Software",
  "Technologies",
  "Works",
] as const;

export const personFirstNames = [
  "Aisha",
  "Bruno",
  "Chiara",
  "Daniel",
  "Elif",
  "Farid",
  "Greta",
  "Hugo",
  "Ines",
  "Jonas",
  "Keiko",
  "Leonie",
  "Mateo",
  "Nadia",
  "Oskar",
  "Paloma",
  "Quentin",
  "Rania",
  "Stefan",
  "Tamsin",
  "Ulrich",
  "Vera",
  "Wanda",
  "Yusuf",
] as const;

export const personLastNames = [
  "Abara",
  "Bergstrom",
  "Castellan",
  "Dvorak",
  "Eriksen",
  "Fontaine",
  "Grieve",
  "Haddad",
  "Ivanova",
  "Jansen",
  "Kowalski",
  "Lombardi",
  "Moreau",
  "Nakata",
  "Ortega",
  "Petrov",
  "Quist",
  "Rossi",
  "Sandoval",
  "Tanaka",
] as const;

export const groupBrands = [
  "Ashgrove",
  "Blackwater",
  "Cobalt Bay",
  "Deltamark",
  "Eastgate",
  "Foxglove",
  "Granite",
  "Highmoor",
  "Ironbridge",
  "Lakeshore",
  "Meridian",
  "Oldcastle",
  "Redfern",
  "Stonefield",
  "Westmarch",
] as const;

/** Pairs of businesses that one parent runs under one brand. */
export const groupBusinesses = [
  ["Bank", "Asset Management"],
  ["Insurance", "Reinsurance"],
  ["Energy", "Energy Trading"],
  ["Telecom", "Media"],
  ["Pharma", "Diagnostics"],
  ["Motors", "Leasing"],
] as const;

export const standaloneBrands = [
  "Amberly",
  "Birchline",
  "Corvane",
  "Driftwood",
  "Elmstead",
  "Farrow",
  "Gannet",
  "Hollis",
  "Kittery",
  "Larkspur",
  "Mossgate",
  "Norwell",
  "Orrin",
  "Palisade",
  "Rookery",
  "Sablewood",
  "Tidewell",
  "Verdane",
  "Wickham",
] as const;

export const standaloneBusinesses = [
  "Apparel",
  "Chemicals",
  "Freight",
  "Grocers",
  "Hotels",
  "Instruments",
  "Packaging",
  "Publishing",
  "Steel",
  "Travel",
] as const;

export const resellers = [
  "BridgeChannel",
  "CoreReach",
  "FieldHaven",
  "GridPartner",
  "LinkMasters",
  "NetHarvest",
  "PortAxis",
  "SalesMoor",
] as const;

export const suppliers = [
  "Cloudwharf",
  "Datagrove",
  "Stackhaven",
  "Tessera Hosting",
  "Veridian Data",
] as const;

export const founders = ["Ansel Corvin", "Dorothea Lanz", "Milan Reyhart", "Sunniva Falk"] as const;

export const landlords = [
  "Harbourline Estates",
  "Mill Court Properties",
  "Quayside Lettings",
] as const;
