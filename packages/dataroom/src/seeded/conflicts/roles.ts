import type { Dispute, Localized } from "../company.ts";

/** How a list of legal issues introduces the other party. */
export const roles: Record<Dispute["kind"], Localized> = {
  reseller: {
    en: "a reseller whose agreement ended in the summer",
    "zh-CN": "一家夏季终止协议的前经销商",
  },
  supplier: { en: "a hosting supplier that was replaced", "zh-CN": "一家已被替换的托管服务供应商" },
  founder: { en: "a founder who left the company", "zh-CN": "一位已离开公司的创始人" },
  landlord: { en: "the landlord of the former office", "zh-CN": "原办公室的出租方" },
};
