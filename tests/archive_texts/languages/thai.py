"""Thai."""

from tests.archive_texts.language import Language, entries, lines, outlets, separated

_WORDS = {
    "actor": "รัสเซีย | เกาหลีเหนือ | จีน | สหรัฐฯ | ยูเครน | กัมพูชา | ไทย | ญี่ปุ่น | เมียนมา | อิหร่าน",
    "ally": "กรุงเทพฯ | อาเซียน | นาโต (NATO) | โซล | วอชิงตัน | โตเกียว | พนมเปญ | ฮานอย",
    "place": "คูร์สก์ | ช่องแคบไต้หวัน | ทะเลจีนใต้ | ทะเลดำ | ชายแดนสุรินทร์ | สัตหีบ | ปราสาทพระวิหาร | เกาะกูด | อ่าวไทย",
    "weapon": "ขีปนาวุธ | โดรน | กระสุนปืนใหญ่ | {designator} | รถถัง | ทุ่นระเบิด | จรวด | ตอร์ปิโด | ขีปนาวุธร่อน",
    "unit": "ทหาร | กองกำลัง | ทหารช่าง | นาวิกโยธิน | หน่วยรบพิเศษ | กองพลที่ {count} | ทหารพราน",
    "ship": "เรือฟริเกต | เรือดำน้ำ | เรือพิฆาต | เรือบรรทุกเครื่องบิน | เรือตรวจการณ์",
    "office": "กระทรวงกลาโหม | กองทัพบก | กระทรวงการต่างประเทศ | เครมลิน | กองทัพเรือ | สภาความมั่นคง",
    "topic": "มาตรการคว่ำบาตร | การหยุดยิง | การซ้อมรบร่วม | งบประมาณกลาโหม | การปิดล้อม | การเกณฑ์ทหาร",
    "deployed": "ส่ง | เคลื่อน | ถอน | ทดสอบ | ส่งมอบ | ประจำการ",
    "doubt": "อาจ | ไม่ได้ | ไม่เคย | ได้ | กำลังจะ | เพิ่ง",
    "said": "กล่าว | ยืนยัน | ปฏิเสธ | เตือน | แถลง | ระบุ",
    "quality": "ใหม่ | ขนาดใหญ่ | ลับ | ร่วม | ประจำปี | พิสัยไกล",
    "when": "เมื่อวันจันทร์ | เมื่อวันที่ {day} | สัปดาห์ที่แล้ว | เวลา {clock} น. | ในปี {year} | ก่อนรุ่งสาง",
    "rank": "พล.อ. | พ.อ. | ดร. | นาย | นาง | พล.ร.อ.",
    "given": "สมชาย | กัญญา | ประยงค์ | วิไล | ธนากร | ปิยะ",
    "family": "ศรีสุข | แก้วใส | ทองดี | ณ อยุธยา | บุญเรือง | ใจกล้า",
}

THAI = Language(
    tags=("th",),
    outlets=outlets(
        """
        เฝ้าอ่าวไทย | TH
        ชายแดนรายวัน | TH
        ข่าวกลาโหม (Kalahom News) | TH
        """
    ),
    sections=("ต่างประเทศ", "ความมั่นคง", "ความเห็น", "การเมือง"),
    titles=lines(
        """
        {actor}{deployed}{unit}ไป{place}
        {office}{said}{actor}{doubt}{deployed}{weapon}
        {ally}กับ{actor}หารือ{topic}
        พบ {designator} ใกล้{place}
        {topic}หยุด{actor}ไม่ได้
        """
    ),
    sentences=lines(
        """
        {actor}{deployed}{unit} {large} นายไป{place}{when} {office}{said}
        {office}{said}ว่า{actor}{doubt}{deployed}{weapon}
        "{actor}กำลัง{deployed}{weapon}{quality} และเรารู้" {rank}{person} {said}
        {ship}{quality}ออกจาก{place}{when} พร้อม{weapon} {count} ลูก
        {rank}{person} ไม่พูดถึง{topic}
        {ally}กับ{actor}เจรจาเรื่อง{topic}มาตั้งแต่ปี {year}
        พบ{unit}ราว {large} นายใกล้{place}{when}
        {designator} บินไกล {large} กม. ก่อนตกทะเล
        นี่เป็นครั้งที่ {count} ที่{actor}{deployed}{weapon}
        หาก{actor}ไม่ถอน{weapon} {ally}อาจ{deployed}{unit}
        ทั้ง{office}และ{rank}{person} ไม่ยืนยัน
        ภาพดาวเทียมเมื่อวันที่ {day} แสดง{ship} {count} ลำและ{weapon}
        {pact} จะประชุม{when} โดยมี{topic}เป็นวาระ
        {weapon}{quality}หนัก {decimal} ตัน ราคา {decimal} ล้านบาท
        กองทัพ{actor}และ{ally}ซ้อมรบ{quality}ที่{place}
        นักวิเคราะห์สงสัยเรื่อง{topic}
        ทหารบาดเจ็บร้อยละ {count} จาก {large} นาย
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{given} {family}",
    short_name="{given}",
    syllables=(
        ("ศรี", "ทอง", "บุญ", "แก้ว", "ชัย", "วงศ์"),
        ("", "พร", "วัฒน์", "รัตน์"),
        ("กุล", "ชาติ", "เจริญ", "สกุล", "ดี"),
    ),
    months=separated(
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    ),
    day="{day} {month} {year}",
    thousands=",",
    capitals=False,
)
