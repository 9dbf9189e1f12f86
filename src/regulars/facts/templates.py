"""A small file of each kind of fact, as one may begin with: a header and a few rows, which import as they stand.

Times are the shop's own; a date alone will do. A column that may be empty may be left out.
"""

from __future__ import annotations

TEMPLATES: dict[str, str] = {
    "purchases": """\
customer_id,occurred_at,order_id,amount,currency,discount,tax,shipping,place,channel,staff_id
C-1042,2024-03-05 10:30,536365,139.12,EUR,0.00,23.19,4.95,Vilnius,web,
C-2071,2024-03-05 16:05,536366,8.50,EUR,1.50,1.42,0.00,Kaunas,till,S-7
""",
    "purchase_lines": """\
customer_id,occurred_at,order_id,line_id,product_id,description,category,quantity,unit_price,currency
C-1042,2024-03-05 10:30,536365,1,85123A,white lantern,lights,6,2.55,EUR
C-1042,2024-03-05 10:30,536365,2,71053,metal mug,kitchen,2,3.39,EUR
C-2071,2024-03-05 16:05,536366,1,71053,metal mug,kitchen,1,3.39,EUR
""",
    "refunds": """\
customer_id,refund_date,refund_id,order_id,amount,currency,reason
C-1042,2024-03-07 09:10,C536379,536365,2.55,EUR,damaged
C-2071,2024-03-08 12:00,C536380,536366,8.50,EUR,too late
""",
    "attributes": """\
customer_id,since,acquired_through,home_place
C-1042,2024-01-01,friend,Vilnius
C-2071,2024-02-11,street,Kaunas
""",
    "answers": """\
response_id,invitation_id,customer_id,occurred_at,survey,question,score,scale_min,scale_max,choice,text,language,channel
R-318,I-77,C-1042,2024-03-06 18:20,spring,recommend,9,0,10,,,en,email
R-318,I-77,C-1042,2024-03-06 18:20,spring,why us,,,,the coffee,Close to work and friendly.,en,email
R-319,,C-2071,2024-03-07 08:02,spring,recommend,6,0,10,,,lt,email
""",
    "contacts": """\
message_id,customer_id,occurred_at,event,direction,channel,purpose,campaign
M-9001,C-1042,2024-03-01 09:00,sent,outbound,email,marketing,spring menu
M-9001,C-1042,2024-03-01 12:41,opened,outbound,email,marketing,spring menu
M-9002,C-2071,2024-03-02 17:15,received,inbound,phone,service,
""",
    "permissions": """\
customer_id,occurred_at,purpose,channel,change,wording
C-1042,2024-01-15 11:00,marketing,email,granted,news/2
C-2071,2024-02-20 14:30,marketing,email,granted,news/2
C-2071,2024-03-09 08:45,marketing,email,withdrawn,
""",
    "complaints": """\
case_id,customer_id,occurred_at,event,topic,severity,amount,currency,staff_id
K-12,C-2071,2024-03-05 16:40,opened,cold food,high,,,
K-12,C-2071,2024-03-05 17:05,compensated,cold food,high,5.00,EUR,S-7
K-12,C-2071,2024-03-06 10:00,resolved,cold food,high,,,S-7
""",
    "advocacy": """\
customer_id,occurred_at,act,stars,other_customer_id,text
C-1042,2024-03-10 20:00,review,5,,Best lanterns in town.
C-1042,2024-03-11 09:30,referred,,C-3090,
C-1042,2024-03-20 12:10,referral_converted,,C-3090,
""",
    "incentives": """\
incentive_id,customer_id,occurred_at,event,form,value,currency,order_id,valid_from,valid_to,place,product_id
CPN-55,C-1042,2024-03-01 09:00,offered,coupon,5.00,EUR,,2024-03-01,2024-03-31,,
CPN-55,C-1042,2024-03-05 10:30,redeemed,coupon,5.00,EUR,536365,2024-03-01,2024-03-31,Vilnius,
CPN-56,C-2071,2024-04-01 00:00,expired,coupon,5.00,EUR,,2024-03-01,2024-03-31,,
""",
    "commitments": """\
commitment_id,customer_id,occurred_at,form,event,amount,currency,billing_period,auto_renew,ends_at
SUB-31,C-1042,2024-01-15 11:00,subscription,started,19.00,EUR,month,yes,2024-02-15
SUB-31,C-1042,2024-02-15 00:05,subscription,renewed,19.00,EUR,month,yes,2024-03-15
SUB-31,C-1042,2024-03-02 21:30,subscription,cancelled,,,,no,2024-03-15
""",
    "conditions": """\
condition,occurred_at,ends_at,place,segment,product_id,size
rival_opened,2024-02-01,,Vilnius,,,
price_rise,2024-03-01,,,,71053,0.08
outage,2024-03-04 12:00,2024-03-04 15:30,,,,
""",
    "assignments": """\
experiment,customer_id,occurred_at,arm,propensity
free-coffee,C-1042,2024-03-01 06:00,treatment,0.5
free-coffee,C-2071,2024-03-01 06:00,control,0.5
""",
    "identities": """\
customer_id,same_as,occurred_at
C-1042,C-0007,2024-02-01
C-1042,T-88,2024-03-15
""",
}
