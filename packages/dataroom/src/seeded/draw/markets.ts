import type { SoldSoftware } from "../company.ts";

/** What drawn companies sell. Names stay as they are in every language. */
export const markets: readonly SoldSoftware[] = [
  {
    category: {
      en: "spend-control and invoice-matching software",
      "zh-CN": "支出管控与发票匹配软件",
    },
    buyers: { en: "CFOs and procurement leaders", "zh-CN": "首席财务官与采购负责人" },
    integration: { en: "ledger sync", "zh-CN": "总账同步" },
    output: { en: "spend report", "zh-CN": "支出报告" },
    products: [
      {
        name: "Invoice Match",
        purpose: {
          en: "pairs invoices with orders and receipts and holds back what does not fit",
          "zh-CN": "将发票与订单、收货单配对，并拦下对不上的部分",
        },
      },
      {
        name: "Spend Lens",
        purpose: {
          en: "groups purchases by supplier and contract and shows what is bought outside them",
          "zh-CN": "按供应商和合同归集采购，并显示合同外的支出",
        },
      },
      {
        name: "Supplier Risk Desk",
        purpose: {
          en: "keeps certificates, ratings and late deliveries of suppliers in one place",
          "zh-CN": "集中保存供应商的证书、评级和延迟交付记录",
        },
      },
      {
        name: "Approval Path",
        purpose: {
          en: "routes a request to whoever may sign for it",
          "zh-CN": "把每份申请送到有权签字的人手中",
        },
      },
    ],
  },
  {
    category: { en: "workforce-planning software", "zh-CN": "人力排班与编制规划软件" },
    buyers: { en: "COOs and people-operations leaders", "zh-CN": "首席运营官与人力运营负责人" },
    integration: { en: "payroll sync", "zh-CN": "薪资同步" },
    output: { en: "roster", "zh-CN": "排班表" },
    products: [
      {
        name: "Shift Composer",
        purpose: {
          en: "proposes rosters from demand, contracts and the wishes of the staff",
          "zh-CN": "根据需求、合同和员工意愿给出排班建议",
        },
      },
      {
        name: "Headcount Ledger",
        purpose: {
          en: "follows every position from request to first day",
          "zh-CN": "跟踪每个岗位从申请到入职的全过程",
        },
      },
      {
        name: "Absence Outlook",
        purpose: {
          en: "estimates absences a month ahead so that cover can be arranged",
          "zh-CN": "提前一个月估计缺勤，以便安排替补",
        },
      },
      {
        name: "Skills Register",
        purpose: {
          en: "shows who may do which task and when a permit ends",
          "zh-CN": "显示谁能做哪项工作以及许可何时到期",
        },
      },
      {
        name: "Overtime Watch",
        purpose: {
          en: "warns before a team passes its yearly limit",
          "zh-CN": "在团队超过年度上限之前发出提醒",
        },
      },
    ],
  },
  {
    category: {
      en: "service-quality software for support centres",
      "zh-CN": "面向客服中心的服务质量软件",
    },
    buyers: { en: "service directors and quality leaders", "zh-CN": "服务总监与质量负责人" },
    integration: { en: "telephony sync", "zh-CN": "话务同步" },
    output: { en: "quality score", "zh-CN": "质量评分" },
    products: [
      {
        name: "Call Review",
        purpose: {
          en: "samples conversations and scores them against the centre's own rules",
          "zh-CN": "抽取通话并按客服中心自己的规则评分",
        },
      },
      {
        name: "Coaching Planner",
        purpose: {
          en: "turns scores into a coaching plan for each team",
          "zh-CN": "把评分变成每个团队的辅导计划",
        },
      },
      {
        name: "Queue Balance",
        purpose: {
          en: "suggests how to spread people over channels during the day",
          "zh-CN": "建议一天当中如何在各渠道间分配人手",
        },
      },
      {
        name: "Answer Library",
        purpose: {
          en: "keeps approved answers and retires old ones",
          "zh-CN": "保存经批准的答复并淘汰旧答复",
        },
      },
    ],
  },
  {
    category: { en: "maintenance-planning software", "zh-CN": "设备维护计划软件" },
    buyers: { en: "plant managers and reliability leaders", "zh-CN": "工厂经理与可靠性负责人" },
    integration: { en: "sensor sync", "zh-CN": "传感器同步" },
    output: { en: "maintenance plan", "zh-CN": "维护计划" },
    products: [
      {
        name: "Work Order Desk",
        purpose: {
          en: "collects faults and turns them into planned orders",
          "zh-CN": "收集故障并转成计划工单",
        },
      },
      {
        name: "Spare Parts Guide",
        purpose: {
          en: "keeps stock of parts in line with the plan of the coming weeks",
          "zh-CN": "让备件库存与未来几周的计划保持一致",
        },
      },
      {
        name: "Downtime Review",
        purpose: {
          en: "explains each stop with the readings and notes around it",
          "zh-CN": "用前后的读数和记录解释每次停机",
        },
      },
      {
        name: "Permit Board",
        purpose: {
          en: "shows which permits a job needs before it starts",
          "zh-CN": "显示一项作业开工前需要哪些许可",
        },
      },
    ],
  },
  {
    category: {
      en: "shipment-tracking and dock-planning software",
      "zh-CN": "货运跟踪与月台排程软件",
    },
    buyers: { en: "logistics directors and warehouse leaders", "zh-CN": "物流总监与仓储负责人" },
    integration: { en: "carrier sync", "zh-CN": "承运商同步" },
    output: { en: "dock schedule", "zh-CN": "月台时刻表" },
    products: [
      {
        name: "Dock Planner",
        purpose: { en: "gives each truck a slot and a door", "zh-CN": "为每辆卡车安排时段和月台" },
      },
      {
        name: "Carrier Scorecard",
        purpose: {
          en: "compares promised and actual arrival times",
          "zh-CN": "对比承诺与实际到达时间",
        },
      },
      {
        name: "Claims Folder",
        purpose: {
          en: "collects photos and papers for a damaged load",
          "zh-CN": "汇集受损货物的照片和单据",
        },
      },
      {
        name: "Pallet Ledger",
        purpose: {
          en: "keeps count of pallets lent and returned",
          "zh-CN": "记录借出和归还的托盘数量",
        },
      },
      {
        name: "Yard Map",
        purpose: { en: "shows where each trailer stands", "zh-CN": "显示每辆挂车停在哪里" },
      },
    ],
  },
  {
    category: { en: "tender and bid-writing software", "zh-CN": "投标与标书撰写软件" },
    buyers: { en: "sales directors and bid managers", "zh-CN": "销售总监与投标经理" },
    integration: { en: "document sync", "zh-CN": "文档同步" },
    output: { en: "bid draft", "zh-CN": "标书初稿" },
    products: [
      {
        name: "Tender Radar",
        purpose: {
          en: "collects calls for tender and drops those that do not fit",
          "zh-CN": "收集招标公告并剔除不合适的",
        },
      },
      {
        name: "Answer Bank",
        purpose: {
          en: "keeps earlier answers with their sources",
          "zh-CN": "保存以往的答复及其出处",
        },
      },
      {
        name: "Bid Calendar",
        purpose: { en: "lays out every deadline of a bid", "zh-CN": "排出投标的每个截止日期" },
      },
      {
        name: "Price Sheet",
        purpose: {
          en: "builds a price from volumes and discounts",
          "zh-CN": "根据数量和折扣生成报价",
        },
      },
    ],
  },
];
