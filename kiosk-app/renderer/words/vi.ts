import { categoryNames } from '../../../sync/domain/categories.ts';
import type { LanguageEntry } from './words.ts';

const minutes = (minute: number): string => (minute === 0 ? '' : ` ${minute} phút`);
const partOfDay = (hour: number): { readonly hour: number; readonly part: string } => {
  if (hour < 11) return { hour, part: 'sáng' };
  if (hour < 13) return { hour, part: 'trưa' };
  return { hour: hour - 12, part: hour < 18 ? 'chiều' : 'tối' };
};

export const vi: LanguageEntry = {
  name: 'Tiếng Việt',
  status: 'checked',
  words: {
    categories: {
      'satisfied-service': {
        full: categoryNames['satisfied-service'],
        lead: 'Hài lòng với',
        key: ['dịch vụ'],
      },
      'satisfied-attitude': {
        full: categoryNames['satisfied-attitude'],
        lead: 'Hài lòng về',
        key: ['thái độ', 'phục vụ'],
      },
      'dissatisfied-competence': {
        full: categoryNames['dissatisfied-competence'],
        lead: 'Không hài lòng về',
        key: ['nghiệp vụ', 'nhân viên'],
      },
      'dissatisfied-time': {
        full: categoryNames['dissatisfied-time'],
        lead: 'Không hài lòng về',
        key: ['thời gian', 'giao dịch'],
      },
      comment: { full: categoryNames.comment, key: ['Ý kiến', 'góp ý'] },
    },
    groups: { satisfied: 'Hài lòng', dissatisfied: 'Không hài lòng', comment: 'Góp ý' },
    counter: 'Quầy',
    bar: {
      languages: 'Ngôn ngữ',
      display: 'Hiển thị',
      largeText: 'Chữ lớn',
      contrast: 'Tương phản',
      reach: 'Hạ thấp',
    },
    choose: { prompt: 'Mời ông/bà chạm một ô để đánh giá' },
    waiting: { question: 'Ông/bà thấy phục vụ thế nào?', invitation: 'Mời chạm một ô' },
    pressed: { writing: 'Đang ghi…' },
    thanks: { title: 'Cảm ơn ông/bà', recorded: 'Đã ghi nhận:', takeBack: 'Bấm nhầm? Rút lại' },
    steering: {
      hint: 'Trên bảng nút: bấm một nút khác',
      legend: 'Nút khác nữa: sang ô bên. Bấm lại nút đó: chọn.',
    },
    takenBack: { title: 'Đã rút lại', text: 'Mời ông/bà chọn lại.' },
    comment: {
      invitation: 'Đã ghi nhận. Ông/bà có thể viết thêm:',
      note: 'Xin đừng ghi tên hoặc số điện thoại.',
      field: 'Ý kiến góp ý',
      skip: ['Không', 'viết'],
      send: 'Gửi',
      closing: 'Sắp đóng',
    },
    keyboard: {
      name: 'Bàn phím',
      space: 'dấu cách',
      shift: 'Chữ hoa',
      backspace: 'Xoá',
      letters: 'ABC',
      digits: '123',
      method: 'Kiểu gõ',
    },
    repeat: {
      title: 'Đã ghi nhận rồi',
      text: ['Lượt đánh giá vừa rồi đã\u00a0được\u00a0tính.', 'Không cần bấm thêm. Cảm\u00a0ơn\u00a0ông/bà.'],
    },
    notRecorded: {
      title: 'Chưa ghi được',
      text: [
        'Lượt bấm vừa rồi chưa được tính.',
        'Mời ông/bà chạm\u00a0lại. Nếu vẫn không được, xin\u00a0báo nhân\u00a0viên tại\u00a0quầy.',
      ],
      again: 'Chạm lại',
    },
    staffCode: 'Mã cho nhân viên:',
    outOfService: {
      title: 'Tạm ngừng phục vụ',
      text: [
        'Mong ông/bà thông\u00a0cảm. Xin góp\u00a0ý trực\u00a0tiếp với nhân\u00a0viên tại\u00a0quầy.',
        'Màn\u00a0hình sẽ tự hoạt\u00a0động\u00a0lại.',
      ],
    },
    closed: {
      title: 'Ngoài giờ làm việc',
      opensAgain: 'Mở cửa lại lúc',
      opensAt: (weekday, hour, minute) => {
        const { hour: spoken, part } = partOfDay(hour);
        return `${spoken} giờ${minutes(minute)} ${part} ${weekday}`;
      },
      opensOn: (weekday, { day, month }, hour, minute) => {
        const { hour: spoken, part } = partOfDay(hour);
        return `${spoken} giờ${minutes(minute)} ${part} ${weekday}, ngày\u00a0${day}\u00a0tháng\u00a0${month}`;
      },
      weekdays: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
      noRatings: 'Lúc này máy không nhận đánh giá.',
    },
    starting: { title: 'Đang khởi động', text: 'Xin chờ một chút.' },
    screenOff: 'Màn hình đang tắt',
    asked: {
      title: 'Trung tâm đang tìm máy này',
      test: 'Đang kiểm tra nút bấm',
      testText: 'Kỹ thuật viên bấm từng nút. Lượt\u00a0bấm lúc\u00a0này không được\u00a0tính.',
      answered: (button, hasAnswered) => `Nút ${button}: ${hasAnswered ? 'nhận' : 'chưa bấm'}`,
      allAnswered: 'Đủ năm nút.',
    },
    technician: {
      title: 'Kỹ thuật',
      pin: 'Mã PIN',
      wrongPin: 'Mã PIN không đúng',
      open: 'Mở',
      close: 'Đóng',
      facts: {
        kiosk: 'Máy',
        version: 'Phiên bản',
        counter: 'Quầy',
        ledger: 'Sổ ghi',
        pending: 'Chờ gửi',
        network: 'Mạng',
        clock: 'Giờ của máy',
        up: 'Đã chạy',
        panel: 'Bảng nút',
        screen: 'Màn hình',
        presses: 'Số lần bấm',
        proof: 'Kiểm tra sổ ghi',
        proven: 'nguyên vẹn',
        damaged: 'hỏng từ',
        links: { none: 'không có', connecting: 'đang nối', up: 'đã nối', down: 'mất kết nối' },
      },
      lesson: {
        begin: 'Dạy bảng nút',
        choose: 'Chọn bảng nút vừa cắm:',
        none: 'Không thấy thiết bị nào. Xin cắm bảng nút vào.',
        looking: 'Đang nghe thiết bị…',
        ask: (button) => `Bấm nút ${button}`,
        several: 'Chỉ bấm một nút mỗi lần.',
        already: (button) => `Nút này đã là nút ${button}.`,
        done: 'Xong. Bảng nút đã dùng được.',
        failed: 'Chưa dạy được',
        back: 'Quay lại',
      },
    },
  },
};
