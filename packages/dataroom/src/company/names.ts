import type { Market } from "../reference/company.ts";

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

export const markets: readonly Market[] = [
  {
    category: "spend-control and invoice-matching software",
    buyers: "CFOs and procurement leaders",
    products: [
      {
        name: "Invoice Match",
        purpose: "pairs invoices with orders and receipts and holds back what does not fit",
      },
      {
        name: "Spend Lens",
        purpose: "groups purchases by supplier and contract and shows what is bought outside them",
      },
      {
        name: "Supplier Risk Desk",
        purpose: "keeps certificates, ratings and late deliveries of suppliers in one place",
      },
    ],
    integration: "ledger sync",
    output: "spend report",
  },
  {
    category: "workforce-planning software",
    buyers: "COOs and people-operations leaders",
    products: [
      {
        name: "Shift Composer",
        purpose: "proposes rosters from demand, contracts and the wishes of the staff",
      },
      { name: "Headcount Ledger", purpose: "follows every position from request to first day" },
      {
        name: "Absence Outlook",
        purpose: "estimates absences a month ahead so that cover can be arranged",
      },
    ],
    integration: "payroll sync",
    output: "roster",
  },
  {
    category: "service-quality software for support centres",
    buyers: "service directors and quality leaders",
    products: [
      {
        name: "Call Review",
        purpose: "samples conversations and scores them against the centre's own rules",
      },
      { name: "Coaching Planner", purpose: "turns scores into a coaching plan for each team" },
      {
        name: "Queue Balance",
        purpose: "suggests how to spread people over channels during the day",
      },
    ],
    integration: "telephony sync",
    output: "quality score",
  },
  {
    category: "maintenance-planning software",
    buyers: "plant managers and reliability leaders",
    products: [
      { name: "Work Order Desk", purpose: "collects faults and turns them into planned orders" },
      {
        name: "Spare Parts Guide",
        purpose: "keeps stock of parts in line with the plan of the coming weeks",
      },
      {
        name: "Downtime Review",
        purpose: "explains each stop with the readings and notes around it",
      },
    ],
    integration: "sensor sync",
    output: "maintenance plan",
  },
];
