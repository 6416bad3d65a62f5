import { describe, expect, test } from 'vitest';
import { isAbout, type Namable } from './accused.ts';

const officer: Namable = {
  name: 'Quách Văn Thảo',
  title: 'Chuyên viên',
  role: 'officer',
  unit: 'Ban Tiếp công dân thành phố Bạc Liêu',
};
const head: Namable = { ...officer, name: 'Lâm Thị Hoa Đào', title: 'Trưởng ban', role: 'head' };
const chair: Namable = {
  name: 'Trần Quốc Bình',
  title: 'Chủ tịch',
  role: 'chair',
  unit: 'UBND Phường Bạc Liêu',
};

describe('whoever a denunciation may be about is left out, however they are named', () => {
  test.each([
    ['full name in the text only', officer, 'Hôm đó tôi gặp Quách Văn Thảo và bị vòi tiền.'],
    ['without marks', officer, 'quach van thao nhan tien'],
    ['given name and office', officer, 'Ông Thảo, chuyên viên Ban Tiếp công dân, nhận 5 triệu.'],
    ['given name after a form of address', officer, 'anh thảo nhận tiền của tôi'],
    ['initials', officer, 'Cán bộ Q.V. Thảo nhận tiền.'],
    ['initials run together', officer, 'QV Thảo nhận tiền.'],
    ['one initial', officer, 'Q. Thảo nhận tiền.'],
    ['given name alone', officer, 'Người nhận tiền là Thảo.'],
    ['two given names', head, 'Tôi đưa tiền cho Hoa Đào.'],
    ['capitals', head, 'TÔI TỐ CÁO BÀ ĐÀO'],
    ['the office alone', head, 'Trưởng Ban Tiếp công dân đã nhận tiền.'],
    ['whoever leads', head, 'Thủ trưởng của cơ quan đó nhận tiền. Cơ quan là Ban Tiếp công dân.'],
    ['the unit far from the office', chair, 'Chủ tịch nhận tiền. Việc xảy ra ở trụ sở Phường Bạc Liêu.'],
    ['the body by its short name', chair, 'Chủ tịch UBND phường Bạc Liêu bao che.'],
    ['anybody of the unit', officer, 'Một cán bộ của Ban Tiếp công dân đòi tiền.'],
  ])('%s', (_how, who, text) => {
    expect(isAbout(text, who)).toBe(true);
  });

  test.each([
    ['another of the same given name, with family name', officer, 'Ông Trần Minh Thảo nhận tiền.'],
    ['a word that is the name in small letters', officer, 'Cuộc hội thảo kéo dài.'],
    ['a title without the unit', officer, 'Một chuyên viên của Sở Xây dựng nhận tiền.'],
    [
      'whom it is sent to',
      head,
      'Kính gửi: Ban Tiếp công dân\nTôi tố cáo thủ trưởng của Sở Xây dựng nhận tiền.',
    ],
    ['a trade of another office', officer, 'Tôi đã đến Ban Tiếp công dân. Cán bộ địa chính xã nhận tiền.'],
    ['another unit', chair, 'Chủ tịch UBND xã Vĩnh Trạch bao che.'],
  ])('not %s', (_how, who, text) => {
    expect(isAbout(text, who)).toBe(false);
  });
});
