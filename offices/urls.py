"""/offices/…, /accounts/users/ and /accounts/locks/: places, posts, settings, and the people who hold them."""

from django.urls import path

from offices.views import areas, categories, locks, options, people, posts, registry, settings, substitutes
from offices.views.acting import act_as, here

app_name = "offices"
urlpatterns = [
    path("accounts/users/", people.UserList.as_view(), name="users"),
    path("accounts/users/new/", people.user_new, name="user_new"),
    path("accounts/users/<int:pk>/", people.user, name="user"),
    path("accounts/users/<int:pk>/edit/", people.user_edit, name="user_edit"),
    path("accounts/users/<int:pk>/switch/", people.user_switch, name="user_switch"),
    path("accounts/users/<int:pk>/reset/", people.user_reset, name="user_reset"),
    path("accounts/locks/", locks.locks, name="locks"),
    path("accounts/locks/unlock/", locks.unlock_name, name="unlock"),
    path("accounts/here/", here, name="here"),
    path("offices/act-as/", act_as, name="act_as"),
    path("offices/areas/", areas.areas, name="areas"),
    path("offices/areas/new/", areas.area_new, name="area_new"),
    path("offices/areas/<int:parent>/new/", areas.area_new, name="area_below"),
    path("offices/areas/<int:pk>/edit/", areas.area_edit, name="area_edit"),
    path("offices/offices/", registry.OfficeList.as_view(), name="offices"),
    path("offices/offices/new/", registry.office_form, name="office_new"),
    path("offices/offices/<int:pk>/", registry.office, name="office"),
    path("offices/offices/<int:pk>/edit/", registry.office_form, name="office_edit"),
    path("offices/offices/<int:pk>/switch/", registry.office_switch, name="office_switch"),
    path("offices/categories/", categories.CategoryList.as_view(), name="categories"),
    path("offices/categories/new/", categories.category_form, name="category_new"),
    path("offices/categories/<int:pk>/", categories.category_form, name="category_edit"),
    path("offices/posts/", posts.PostList.as_view(), name="posts"),
    path("offices/posts/new/", posts.post_new, name="post_new"),
    path("offices/posts/<int:pk>/", posts.post, name="post"),
    path("offices/posts/<int:pk>/end/", posts.post_end, name="post_end"),
    path("offices/posts/<int:pk>/substitute/", posts.post_substitute, name="post_substitute"),
    path("offices/substitutes/", substitutes.substitutes, name="substitutes"),
    path("offices/substitutes/<int:pk>/end/", substitutes.substitute_end, name="substitute_end"),
    path("offices/settings/", settings.settings, name="settings"),
    path("offices/settings/<slug:key>/", settings.setting, name="setting"),
    path("offices/settings/<slug:key>/new/", settings.setting_new, name="setting_new"),
    path("offices/settings/<int:pk>/withdraw/", settings.setting_withdraw, name="setting_withdraw"),
    path("offices/options/users/", options.UserOptions.as_view(), name="user_options"),
    path("offices/options/colleagues/", options.ColleagueOptions.as_view(), name="colleague_options"),
    path("offices/options/offices/", options.OfficeOptions.as_view(), name="office_options"),
    path("offices/options/coordinators/", options.CoordinatorOptions.as_view(), name="coordinator_options"),
    path("offices/options/areas/", options.AreaOptions.as_view(), name="area_options"),
]
