export const today = {
  none: 'Hôm nay chưa có lượt đánh giá nào.',
  noneClosed: 'Hôm nay Trung tâm nghỉ.',
  allContent: (n: string): string => `Hôm nay có ${n} lượt đánh giá, cả ${n} đều hài lòng.`,
  oneContent: 'Hôm nay có 1 lượt đánh giá, hài lòng.',
  noneDissatisfied: (n: string, comments: string): string =>
    `Hôm nay có ${n} lượt đánh giá, ${comments} góp ý, không lượt nào không hài lòng.`,
  dissatisfied: (bad: string, all: string): string => `${bad} trên ${all} lượt hôm nay không hài lòng.`,
  dissatisfiedAt: (bad: string, all: string, here: string, name: string): string =>
    bad === here
      ? `${bad} trên ${all} lượt hôm nay không hài lòng, ở ${name}.`
      : `${bad} trên ${all} lượt hôm nay không hài lòng, ${here} ở ${name}.`,
  until: (weekday: string, day: string, time: string): string => `${weekday}, ${day}, tính đến ${time}.`,
  usual: (n: string): string => `Ngày thường đến giờ này có khoảng ${n} lượt.`,
  usualNone: 'Ngày thường đến giờ này chưa có lượt nào.',
  usualBad: (n: string): string => `Ngày thường đến giờ này có khoảng ${n} lượt không hài lòng.`,
  usualBadNone: 'Ngày thường đến giờ này không có hoặc có 1 lượt không hài lòng.',
  noUsual: 'Chưa đủ ngày để biết bao nhiêu là thường.',
  fine: (n: number): string => `${n} kiosk đang chạy tốt. Lượt đầu tiên sẽ hiện ở đây ngay khi có người bấm.`,
  periodTitle: (month: string, year: string, total: string, share: string | null): string =>
    `Kỳ tháng ${month} năm ${year}: ${total} lượt${share === null ? '' : `, ${share} hài lòng`}`,
  periodShort: (month: string, total: string, share: string | null): string =>
    `Kỳ tháng ${month}: ${total} lượt${share === null ? '' : `, ${share} hài lòng`}`,
  span: (from: string, to: string): string => `từ ${from} đến hết ${to}`,
  workingDay: (n: string): string => `ngày làm việc: khoảng ${n}`,
  holiday: (name: string, to: string): string => `nghỉ ${name} đến hết ${to}`,
  byKind: 'Hôm nay, theo loại và theo đơn vị',
  byDepartment: 'Theo đơn vị, hôm nay',
  place: 'STT',
  department: 'Đơn vị',
  left: 'không hài lòng',
  right: 'hài lòng, góp ý',
  mark: 'thường ngày đến giờ này',
  today: 'Hôm nay',
  last: 'Gần nhất',
  thisPeriod: 'Kỳ này',
  silent: (n: string): string => `chưa có lượt nào, thường có ${n}`,
  silentShort: (n: string): string => `thường có ${n}`,
  never: 'chưa có',
  unusualFirst: 'Khác thường trước',
  storedOrder: 'Xếp theo thứ tự Phụ lục II',
  sortedNow: 'Đang xếp đơn vị khác thường lên đầu.',
  storedNow: 'Đang xếp theo thứ tự Phụ lục II.',
  toSee: 'Cần người xem',
  nothing: 'Không có việc gì cần người xem.',
  known: 'Đã biết',
  alone: (name: string, n: number, what: string): string =>
    `${name}: ${n} lượt ${what}. Một lượt lẻ chưa phải báo động.`,
  catchingUp: (kiosk: string, n: number): string => `${kiosk} đang gửi lại ${n} dòng.`,
  clockFixed: (kiosk: string): string => `${kiosk} lệch giờ, đã bù; thứ tự không đổi.`,
  endTitle: 'Hôm nay là ngày làm việc cuối của kỳ',
  endText: (month: string, to: string, next: string): string =>
    `Kỳ tháng ${month} kết thúc lúc 24:00 ngày ${to}; từ ${next} có thể chốt số liệu.`,
  endKiosks: (n: number): string => `Xem ${n} kiosk còn dòng chờ trước khi nghỉ`,
  toClose: (month: string): string => `Kỳ tháng ${month} đã kết thúc, chưa chốt`,
  toCloseText: (day: string): string => `Kỳ kết thúc hết ngày ${day}.`,
  toCloseLink: 'Xem bảng in và chốt',
  noticeTitle: 'Cuối kỳ gửi cho các đơn vị',
  notice: (n: string): string =>
    `Danh sách không hài lòng đến nay có ${n} lượt, ghi theo đơn vị, quầy và ngày; không ghi giờ.`,
  noticeLink: 'Xem danh sách',
  call: 'Gọi',
  callName: (who: string, phone: string): string => `Gọi ${who}, máy ${phone}`,
  extension: (phone: string): string => `máy ${phone}`,
  attention: {
    kioskSilent: (kiosk: string, when: string): string => `${kiosk} mất kết nối từ ${when}`,
    kioskNever: (kiosk: string): string => `${kiosk} chưa từng liên lạc`,
    kioskSilentText: (time: string, pending: number | null): string =>
      pending === null
        ? `Từ ${time}. Chưa biết máy còn giữ bao nhiêu lượt. Lượt bấm vẫn được giữ trong máy và tự gửi khi có mạng.`
        : `Từ ${time}, lúc đó còn ${pending} dòng chưa gửi. Lượt bấm vẫn được giữ trong máy và tự gửi khi có mạng.`,
    kioskSilentShort: (pending: number | null): string =>
      pending === null ? 'chưa rõ còn giữ bao nhiêu' : `còn ${pending} dòng chưa gửi`,
    button: (kiosk: string, buttons: string): string => `${kiosk} hỏng nút số ${buttons}`,
    buttonText: (since: string | null): string =>
      `${since === null ? 'Tự kiểm tra' : `Kiểm tra lúc ${since}`} không nhận đủ 5 nút; màn hình chạm vẫn dùng được.`,
    panelLost: (kiosk: string): string => `${kiosk} không thấy bảng nút`,
    panelLostText: 'Xem dây nối bảng nút; màn hình chạm vẫn dùng được.',
    screenFrozen: (kiosk: string): string => `${kiosk} đứng màn hình`,
    screenFrozenText: 'Nút bấm vẫn được đếm. Khởi động lại máy.',
    diskLow: (kiosk: string): string => `${kiosk} sắp đầy đĩa`,
    diskLowText: 'Lượt bấm vẫn được ghi. Cần thay hoặc dọn đĩa trong tuần này.',
    chain: (kiosk: string): string => `Sổ ghi của ${kiosk} không nguyên vẹn`,
    chainText: 'Dòng có vấn đề được để riêng, chưa tính vào bảng.',
    departmentSilent: (name: string): string => `${name} chưa có lượt nào`,
    departmentSilentText: (usual: string, quiet: string): string =>
      `Ngày thường đến giờ này có khoảng ${usual}. ${quiet}`,
    quiet: (names: string): string => `Kiosk vẫn chạy tốt: ${names}.`,
    quietSince: (kiosk: string, since: string | null): string =>
      since === null ? kiosk : `${kiosk} không có lượt nào từ ${since}`,
    departmentSilentShort: (usual: string): string => `Thường có ${usual} đến giờ này`,
    bad: (name: string, n: number): string => `${name}: ${n} lượt không hài lòng`,
    badText: (kinds: string, previous: number): string =>
      `${kinds}. ${previous === 0 ? 'Cả kỳ trước đơn vị này không có lượt nào.' : `Cả kỳ trước đơn vị này có ${previous} lượt.`}`,
    kinds: {
      'dissatisfied-competence': 'về nghiệp vụ nhân viên',
      'dissatisfied-time': 'về thời gian giao dịch',
    } as Readonly<Record<string, string>>,
    complete: (month: string): string => `Kỳ tháng ${month} đã đủ`,
    completeText: 'Mọi kiosk đã gửi hết kỳ; có thể chốt số liệu.',
    alarms: {
      'ledger-forked': 'Hai bản khác nhau của một sổ ghi',
      'ledger-claimed': 'Một sổ ghi có hai máy nhận',
      'ledger-replaced': 'Kiosk đổi sổ ghi',
      'ledger-shortened': 'Sổ ghi ngắn hơn trước',
      'entry-quarantined': 'Có dòng ghi bị để riêng',
      'unknown-department': 'Có lượt của đơn vị chưa khai báo',
      'clock-uncorrectable': 'Có lượt không bù được giờ',
      'clock-contradiction': 'Đồng hồ của máy mâu thuẫn',
      'centre-restored': 'Máy chủ vừa phục hồi từ bản sao lưu',
      'backup-failed': 'Chưa ghi được bản sao lưu',
      'time-off': 'Đồng hồ máy chủ lệch',
    } as Readonly<Record<string, string>>,
    otherAlarm: 'Có việc lạ cần xem',
    alarmText: (subject: string): string => `Ở ${subject}. Chi tiết ở mục Báo động.`,
  },
};
export type TodayWords = typeof today;
