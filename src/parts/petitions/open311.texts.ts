import type { Language } from '../../platform/language.ts';
import type { Topic } from './petition.ts';

/** What a reporting app tells people of a service: what belongs to it, words to find it by, and its group. */
export interface ServiceWords {
  description: string;
  keywords: string;
  group: string;
}

/** Services by topic; topics that cannot be reported by an app have none. */
export const serviceWords: Record<Language, Partial<Record<Topic, ServiceWords>>> = {
  vi: {
    land: {
      description: 'Đất, nhà ở: lấn chiếm, xây không phép, giấy chứng nhận, ranh giới thửa đất.',
      keywords: 'đất đai, nhà ở, sổ đỏ, lấn chiếm, xây dựng không phép',
      group: 'Đất và xây dựng',
    },
    roads: {
      description: 'Đường, hẻm, cầu, cống: ổ gà, ngập nước, nắp cống mất, đèn đường hỏng, biển báo.',
      keywords: 'đường, ngập, thoát nước, cống, đèn đường, ổ gà, cầu',
      group: 'Hạ tầng',
    },
    environment: {
      description: 'Rác, nước thải, mùi, khói, tiếng ồn, kênh rạch bị ô nhiễm.',
      keywords: 'rác, nước thải, ô nhiễm, mùi hôi, tiếng ồn, kênh rạch',
      group: 'Môi trường',
    },
    order: {
      description: 'Vỉa hè, lòng đường bị lấn, buôn bán không đúng chỗ, quảng cáo, an ninh trật tự.',
      keywords: 'vỉa hè, lấn chiếm, chợ tự phát, quảng cáo, trật tự',
      group: 'Trật tự',
    },
    procedures: {
      description: 'Thủ tục ở bộ phận một cửa: chậm, đòi thêm giấy tờ, hướng dẫn chưa rõ.',
      keywords: 'thủ tục, một cửa, giấy tờ, hồ sơ, chậm trả kết quả',
      group: 'Dịch vụ hành chính',
    },
    welfare: {
      description: 'Chính sách xã hội: hộ nghèo, người có công, bảo hiểm, trợ cấp, y tế, trường học.',
      keywords: 'hộ nghèo, người có công, trợ cấp, bảo hiểm, y tế, trường học',
      group: 'Đời sống',
    },
    other: {
      description: 'Việc khác cần chính quyền xem xét.',
      keywords: 'khác',
      group: 'Khác',
    },
  },
  en: {
    land: {
      description: 'Land and housing: encroachment, building without permit, certificates, boundaries.',
      keywords: 'land, housing, certificate, encroachment, building',
      group: 'Land and building',
    },
    roads: {
      description: 'Roads, lanes, bridges, drains: potholes, flooding, missing covers, street lights, signs.',
      keywords: 'road, flooding, drainage, street light, pothole, bridge',
      group: 'Infrastructure',
    },
    environment: {
      description: 'Waste, sewage, smell, smoke, noise, polluted canals.',
      keywords: 'waste, sewage, pollution, smell, noise, canal',
      group: 'Environment',
    },
    order: {
      description: 'Blocked pavements and roadways, trading in the wrong place, advertising, public order.',
      keywords: 'pavement, encroachment, street market, advertising, order',
      group: 'Order',
    },
    procedures: {
      description: 'Procedures at the one-stop desk: slow, more papers asked for, unclear guidance.',
      keywords: 'procedure, one-stop, papers, file, delay',
      group: 'Administrative services',
    },
    welfare: {
      description: 'Welfare: poor households, people of merit, insurance, allowances, health, schools.',
      keywords: 'poor household, merit, allowance, insurance, health, school',
      group: 'Living',
    },
    other: {
      description: 'Anything else for the government to look at.',
      keywords: 'other',
      group: 'Other',
    },
  },
};
